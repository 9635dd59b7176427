using DmaActors.Simulation.Tests.Support;

namespace DmaActors.Simulation.Tests.Contexts;

public class DdiTaskTests
{
    private readonly World world = new(Schedules.Untimed);
    private readonly ActorRef echo;
    private readonly List<string> log = [];

    public DdiTaskTests() => echo = world.Spawn("echo", new Echo());

    [Fact]
    public void A_task_that_throws_before_it_waits_is_a_panic_though_nobody_awaits_it()
    {
        var thrown = new DivideByZeroException();
        Run((_, _) =>
        {
            _ = FailAtOnce(thrown);
            log.Add("went on");
            return DdiTask.Completed;
        });
        Assert.Equal(RunStatus.Panicked, world.Status);
        Assert.Equal("d/thread#1", world.Panic!.Actor);
        Assert.Same(thrown, world.Panic.Exception);
        Assert.Empty(log);
    }

    [Fact]
    public void A_task_with_a_result_that_throws_before_it_waits_is_a_panic_though_nobody_awaits_it()
    {
        var thrown = new DivideByZeroException();
        Run(async (driver, message) =>
        {
            await driver.Call(echo);
            _ = FailWithResult(thrown);
        });
        Assert.Equal(RunStatus.Panicked, world.Status);
        Assert.Same(thrown, world.Panic!.Exception);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_a_task_throws_is_caught_where_it_is_awaited(bool afterWaiting)
    {
        var thrown = new DivideByZeroException();
        Run(async (driver, _) =>
        {
            try
            {
                await (afterWaiting ? FailLater(driver, thrown) : FailAtOnce(thrown));
            }
            catch (DivideByZeroException caught)
            {
                log.Add(ReferenceEquals(caught, thrown) ? "caught" : "another");
            }
        });
        Assert.Equal(RunStatus.Quiescent, world.Status);
        Assert.Equal(["caught"], log);
    }

    [Fact]
    public void What_an_entry_point_throws_after_it_waited_is_a_panic()
    {
        var thrown = new DivideByZeroException();
        Run((driver, _) => FailLater(driver, thrown));
        Assert.Equal(RunStatus.Panicked, world.Status);
        Assert.Equal("d/thread#1", world.Panic!.Actor);
        Assert.Same(thrown, world.Panic.Exception);
    }

    [Fact]
    public void A_context_that_ends_before_a_task_that_it_did_not_await_is_a_panic() => AssertPanics("not awaited", (driver, message) =>
    {
        _ = FailLater(driver, new DivideByZeroException());
        return DdiTask.Completed;
    });

    [Fact]
    public void A_request_that_was_sent_and_whose_reply_nobody_awaits_is_a_panic() => AssertPanics("not awaited", (driver, message) =>
    {
        _ = driver.Call(echo).GetAwaiter();
        return DdiTask.Completed;
    });

    [Fact]
    public void A_task_that_is_awaited_again_after_its_end_is_a_panic() => AssertPanics("awaited twice", async (driver, _) =>
    {
        var task = Wait(driver);
        await task;
        await task;
    });

    [Fact]
    public void Two_waits_at_once_are_a_panic() => AssertPanics("two things at once", async (driver, _) =>
    {
        var first = Wait(driver);
        await driver.Call(echo);
        await first;
    });

    [Fact]
    public void A_call_that_another_context_awaits_is_a_panic()
    {
        ContextCall<Word>? call = null;
        AssertPanics("awaits what belongs to d/thread#1", async (driver, _) =>
        {
            call ??= driver.Call(echo);
            await call.Value;
        }, contexts: 2);
    }

    [Fact]
    public void A_call_that_is_not_awaited_sends_nothing()
    {
        var mailbox = new Mailbox();
        var receiver = world.Spawn("mailbox", mailbox);
        Run((driver, message) =>
        {
            _ = driver.Call(receiver);
            return DdiTask.Completed;
        });
        Assert.Equal(RunStatus.Quiescent, world.Status);
        Assert.Empty(mailbox.Messages);
    }

    [Fact]
    public void Results_come_back_through_every_level_in_every_order()
    {
        var schedules = Schedules.All(run =>
        {
            var sums = new List<ulong>();
            var callee = run.Spawn("echo", new Echo());
            var driver = run.Spawn("d", new TestDriver(async (self, message) => sums.Add(await Sum(self, callee, ((Note)message).Number))));
            run.Tell(driver, new Note(3));
            run.Tell(driver, new Note(4));
            return () => Assert.Equal([6UL, 10UL], sums.Order());
        });
        Assert.True(schedules > 100);
    }

    [Fact]
    public void A_chain_of_a_thousand_tasks_ends_in_one_turn()
    {
        Run(async (driver, _) =>
        {
            await Descend(driver, 1_000);
            log.Add("up again");
        });
        Assert.Equal(RunStatus.Quiescent, world.Status);
        Assert.Equal(["up again"], log);
    }

    private void Run(Func<TestDriver, Message, DdiTask> entry, int contexts = 1)
    {
        var driver = world.Spawn("d", new TestDriver(entry));
        for (var i = 0; i < contexts; i++)
            world.Tell(driver, new Start());
        world.Run();
    }

    private void AssertPanics(string text, Func<TestDriver, Message, DdiTask> entry, int contexts = 1)
    {
        Run(entry, contexts);
        Assert.Equal(RunStatus.Panicked, world.Status);
        Assert.Contains(text, world.Panic!.Exception.Message, StringComparison.Ordinal);
    }

    private static async DdiTask FailAtOnce(Exception exception)
    {
        await DdiTask.Completed;
        throw exception;
    }

    private static async DdiTask<int> FailWithResult(Exception exception)
    {
        await DdiTask.Completed;
        throw exception;
    }

    private async DdiTask FailLater(TestDriver driver, Exception exception)
    {
        await driver.Call(echo);
        throw exception;
    }

    private async DdiTask Wait(TestDriver driver) => await driver.Call(echo);

    private async DdiTask Descend(TestDriver driver, int levels)
    {
        if (levels == 0)
            await driver.Call(echo);
        else
            await Descend(driver, levels - 1);
    }

    private static async DdiTask<ulong> Sum(TestDriver driver, ActorRef callee, int number)
    {
        if (number == 0)
            return 0;
        var reply = await driver.Call(callee, number);
        return reply.Value + await Sum(driver, callee, number - 1);
    }
}
