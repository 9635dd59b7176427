using DmaActors.Exploration.Tests.Support;
using DmaActors.Simulation;

namespace DmaActors.Exploration.Tests.Reduction.Models;

/// <summary>
/// A server that has a worker do each job, and leaves further jobs, and whoever wants to stop it, waiting meanwhile. Who only says hello does not wait. Stuck: the worker never answers
/// the second job.
/// </summary>
internal sealed class DeferringServer(int clients, int jobs, bool isStuck = false) : CountedModel
{
    private readonly List<string> done = [];
    private ActorRef worker;

    protected override string FinalState => string.Join(' ', done);

    protected override void Arrange()
    {
        done.Clear();
        var started = 0;
        worker = Spawn("worker", (context, message) =>
        {
            if (!isStuck || ++started != 2)
                context.Tell(context.Sender, new Note("done", ((Note)message).Number));
        });
        var server = World.Spawn("server", new Server(this));
        for (var client = 0; client < clients; client++)
        {
            var number = client;
            World.Spawn($"C{client}", new Scripted((_, _) => { }, start: context =>
            {
                for (var job = 0; job < jobs; job++)
                    context.Tell(server, new Note("job", number));
            }));
        }

        World.Spawn("owner", new Scripted((_, _) => { }, start: context => context.Tell(server, new Note("stop"))));
        World.Spawn("passer-by", new Scripted((_, _) => { }, start: context => context.Tell(server, new Note("hello"))));
    }

    private sealed class Server(DeferringServer model) : Actor, IDefersMessages
    {
        private const ulong Done = 1;

        private Deferral? work;

        Deferral? IDefersMessages.DeferralOf(Message message) => message is Note { Word: "job" or "stop" } ? work : null;

        protected override void OnStart() => work = new Deferral(Context, 1);

        protected override void DeclareFootprint(Message message, Footprint footprint)
        {
            if (message is Note { Word: "done" or "stop" })
                footprint.Writes(Context.Self, Done);
            else
                footprint.Reads(Context.Self);
        }

        protected override void Receive(Message message)
        {
            var note = (Note)message;
            switch (note.Word)
            {
                case "done":
                    model.done.Add($"{note.Number}");
                    work!.Release();
                    break;
                case "job":
                    work!.Hold();
                    Context.Tell(model.worker, message);
                    break;
                case "stop":
                    model.done.Add("stop");
                    break;
                default:
                    break;
            }
        }
    }
}
