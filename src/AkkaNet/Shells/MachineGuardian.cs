using Akka.Actor;
using Akka.Event;

namespace DmaActors.AkkaNet.Shells;

/// <summary>The parent of all shells of one run. What becomes of a shell whose actor threw is its decision; it stops with all of them.</summary>
internal sealed class MachineGuardian(AkkaRuntime runtime, Action onStopped) : UntypedActor
{
    protected override void PreStart()
    {
        var mail = Context.ActorOf(Props.Create<UndeliveredMail>());
        Context.System.EventStream.Subscribe(mail, typeof(DeadLetter));
    }

    protected override void OnReceive(object message)
    {
        if (message is not OpenShell open)
        {
            Unhandled(message);
            return;
        }

        var name = Uri.EscapeDataString(open.Port.Name);
        open.Port.Open(Context.ActorOf(Props.Create(runtime.ShellType, open.Port), name));
    }

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(runtime.Decide);

    protected override void PostStop() => onStopped();
}

/// <summary>To the guardian: a port needs its shell.</summary>
internal sealed record OpenShell(ShellPort Port);
