using DmaActors.Simulation.Tests.Support;

namespace DmaActors.Simulation.Tests.Contexts;

public class ContextHostTests
{
    private readonly World world = new(Schedules.Untimed);

    [Fact]
    public void A_message_begins_a_context_whatever_others_wait_for()
    {
        var nobody = world.Spawn("nobody", new Mailbox());
        var driver = world.Spawn("d", new TestDriver(async (self, _) => await self.Call(nobody)));
        for (var i = 0; i < 3; i++)
            world.Tell(driver, new Start());
        Assert.Equal(RunStatus.Quiescent, world.Run());
        Assert.Equal(["d/thread#1", "d/thread#2", "d/thread#3"], world.LiveContexts.Select(context => context.Name));
    }

    [Fact]
    public void Replies_to_two_contexts_overtake_one_another()
    {
        var orders = new HashSet<string>();
        Schedules.All(run =>
        {
            var echo = run.Spawn("echo", new Echo());
            var order = "";
            var driver = run.Spawn("d", new TestDriver(async (self, message) =>
            {
                await self.Call(echo);
                order += ((Note)message).Number;
            }));
            run.Tell(driver, new Note(1));
            run.Tell(driver, new Note(2));
            return () => orders.Add(order);
        });
        Assert.Equal(["12", "21"], orders.Order());
    }

    [Fact]
    public void Of_an_instance_that_is_stopped_no_code_runs_again_whatever_its_contexts_wait_for()
    {
        Schedules.All(run =>
        {
            var wentOn = 0;
            var stopped = false;
            var echo = run.Spawn("echo", new Echo());
            KMutex? mutex = null;
            KCondvar? condition = null;
            var driver = new TestDriver(async (self, message) =>
            {
                switch (((Note)message).Number)
                {
                    case 0:
                        await self.Call(echo);
                        break;
                    case 1:
                        await mutex!.Enter();
                        await condition!.TimedWait(mutex, new VirtualDuration(5));
                        break;
                }

                Assert.False(stopped);
                wentOn++;
                if (mutex!.IsOwned)
                    mutex.Exit();
            });
            var self = run.Spawn("d", driver);
            mutex = new KMutex(driver, "mu");
            condition = new KCondvar(driver, "cv");
            run.Tell(self, new Note(0));
            run.Tell(self, new Note(1));
            run.Tell(run.Spawn("killer", new DelegateActor((context, _) =>
            {
                context.Stop(self);
                stopped = true;
            })), new Start());
            return () =>
            {
                Assert.Equal(RunStatus.Quiescent, run.Status);
                Assert.Empty(run.LiveContexts);
                Assert.Equal(driver.Ended.Count, wentOn);
            };
        });
    }

    [Fact]
    public void A_context_that_stops_its_own_instance_runs_up_to_its_next_wait_and_no_further()
    {
        var log = new List<string>();
        var echo = world.Spawn("echo", new Echo());
        var driver = world.Spawn("d", new TestDriver(async (self, _) =>
        {
            self.Context.Stop(self.Self);
            log.Add("finishes its turn");
            await self.Call(echo);
            log.Add("runs again");
        }));
        world.Tell(driver, new Start());
        Assert.Equal(RunStatus.Quiescent, world.Run());
        Assert.Equal(["finishes its turn"], log);
        Assert.Empty(world.LiveContexts);
    }

    [Fact]
    public void After_a_panic_in_a_context_the_next_run_is_as_in_a_new_world()
    {
        ulong Digest(World run, bool panics)
        {
            run.Reset(new RandomStrategy(5));
            var echo = run.Spawn("echo", new Echo());
            KMutex? mutex = null;
            var driver = new TestDriver(async (self, message) =>
            {
                await mutex!.Enter();
                var inner = Ask(self, echo, ((Note)message).Number);
                await inner;
                if (panics && ((Note)message).Number == 3)
                    throw new DivideByZeroException();
                mutex.Exit();
            });
            var self = run.Spawn("d", driver);
            mutex = new KMutex(driver, "mu");
            for (var i = 0; i < 6; i++)
                run.Tell(self, new Note(i));
            Assert.Equal(panics ? RunStatus.Panicked : RunStatus.Quiescent, Schedules.RunChecked(run));
            return run.Digest.Value;
        }

        var expected = Digest(new World(Schedules.Untimed), panics: false);
        for (var i = 0; i < 3; i++)
        {
            Digest(world, panics: true);
            Assert.Equal(expected, Digest(world, panics: false));
        }
    }

    [Fact]
    public void Contexts_and_their_state_machines_are_used_again()
    {
        var echo = world.Spawn("echo", new Echo());
        var driver = world.Spawn("d", new TestDriver(async (self, message) => await Ask(self, echo, ((Note)message).Number)));
        for (var i = 0; i < 1_000; i++)
        {
            world.Tell(driver, new Note(i));
            Assert.Equal(RunStatus.Quiescent, world.Run());
        }

        Assert.InRange(world.Contexts.Made, 1, 2);
    }

    private static async DdiTask<ulong> Ask(TestDriver driver, ActorRef callee, int number) => (await driver.Call(callee, number)).Value;
}
