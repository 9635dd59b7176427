using DmaActors.Framework;
using DmaActors.Framework.DriverHost;
using DmaActors.Simulation;

namespace DmaActors.Lab.Running;

/// <summary>
/// The entry points that the instances of a machine are taken through, one after another: each is called in every instance, and the next when all have returned. Between open and
/// close there is the work. An instance that was stopped is left out; one that takes the place of another catches up with the rest. What to send is told by its caller, who alone
/// can send.
/// </summary>
/// <param name="instances">How many instances there are.</param>
/// <param name="state">What is reported.</param>
/// <param name="inTurn">One instance at a time: the system attaches the children of a bus one after another, and one user opens and closes them so. Where every order of messages is
/// looked at, orders of calls that have nothing to do with one another would only be more of the same.</param>
internal sealed class Lifecycle(int instances, WorkloadState state, bool inTurn = false)
{
    /// <summary>What the instances are asked for now.</summary>
    private Message? call;

    private readonly Member[] members = NewMembers(instances);

    internal enum Stage
    {
        Attaching,
        Opening,
        Working,
        Closing,
        Detaching,
        Over,
    }

    public Stage Now { get; private set; } = Stage.Attaching;

    /// <summary>Every instance is open, or stopped, and none was asked to close: requests may be sent.</summary>
    public bool IsWorking => Now == Stage.Working;

    /// <summary>Whether an instance was stopped, and has no successor that could be opened: nobody drives its device.</summary>
    public bool IsLost(int instance) => members[instance].IsLost;

    /// <summary>Whether an instance has taken the place of another and is not open yet.</summary>
    public bool IsCatchingUp(int instance) => members[instance].Missing.Count > 0;

    public void Attach(Action<int, Message> tell) => CallAll(new Attach(), tell);

    /// <summary>The work is over, unless an instance is catching up: then this is to be asked again when it has.</summary>
    public void Close(Action<int, Message> tell)
    {
        if (Array.Exists(members, member => member.Missing.Count > 0))
            return;
        Now = Stage.Closing;
        CallAll(new Close(), tell);
        Advance(tell);
    }

    private static Member[] NewMembers(int count)
    {
        var members = new Member[count];
        for (var i = 0; i < count; i++)
            members[i] = new Member();
        return members;
    }

    /// <summary>The work cannot go on, and nothing else does.</summary>
    public void GiveUp(string reason)
    {
        state.Refuse(reason);
        Now = Stage.Over;
    }

    /// <summary>An instance has returned from an entry point. An attach or open that fails is the end: there is nothing to work with.</summary>
    public void OnReturned(int instance, EntryPointReturned returned, Action<int, Message> tell)
    {
        if (returned.Result != 0)
            state.Refuse($"{returned.EntryPoint} of {returned.Instance.Name} returned {Describe(returned)}");
        var member = members[instance];
        member.Note(returned);
        if (member.Missing.TryDequeue(out _))
        {
            if (returned.Result != 0)
                member.Lose();
            else if (member.Missing.TryPeek(out var next))
                tell(instance, next);
        }

        member.HasReturned = member.Missing.Count == 0;
        CallNext(tell);
        Advance(tell);
    }

    /// <summary>An instance has stopped, and nothing is left of it.</summary>
    /// <param name="instance">Which.</param>
    /// <param name="isReplaced">Another one has taken its place.</param>
    /// <param name="tell">Sends to the one that has its place now.</param>
    public void OnStopped(int instance, bool isReplaced, Action<int, Message> tell)
    {
        var member = members[instance];
        member.Stop(isReplaced);
        if (isReplaced)
        {
            foreach (var call in CallsUpTo(Now))
                member.Missing.Enqueue(call);
        }

        if (member.Missing.TryPeek(out var first))
            tell(instance, first);
        member.HasReturned = member.Missing.Count == 0;
        CallNext(tell);
        Advance(tell);
    }

    /// <summary>What a fresh instance must be asked for to be where the others are. In the end it is attached only, so that it can be detached.</summary>
    private static Message[] CallsUpTo(Stage stage) => stage switch
    {
        Stage.Attaching or Stage.Closing => [new Attach()],
        Stage.Opening or Stage.Working => [new Attach(), new Open()],
        _ => [],
    };

    private static string Describe(EntryPointReturned returned) =>
        returned.EntryPoint is "attach" or "detach" ? ((DdiResult)returned.Result).ToString().ToUpperInvariant() : ((Errno)returned.Result).ToString();

    private void Advance(Action<int, Message> tell)
    {
        while (Now is not (Stage.Working or Stage.Over) && Array.TrueForAll(members, member => member.HasReturned))
        {
            if (state.Refusal is not null && Now is Stage.Attaching or Stage.Opening)
            {
                Now = Stage.Over;
                return;
            }

            Now++;
            if (Now == Stage.Opening)
                CallAll(new Open(), tell);
            else if (Now == Stage.Detaching)
                CallAll(new Detach(), tell);
            else if (Now == Stage.Over)
                state.IsOver = true;
        }
    }

    private void CallAll(Message message, Action<int, Message> tell)
    {
        call = message;
        foreach (var member in members)
        {
            member.HasReturned = !member.CanBeAsked(Now);
            member.IsAsked = member.HasReturned;
        }

        CallNext(tell);
    }

    /// <summary>Asks whom has not been asked yet: all of them, or, in turn, the next if no other is asked now.</summary>
    private void CallNext(Action<int, Message> tell)
    {
        if (inTurn && Array.Exists(members, member => member is { IsAsked: true, HasReturned: false }))
            return;
        for (var i = 0; i < members.Length; i++)
        {
            if (members[i].IsAsked || members[i].HasReturned)
                continue;
            members[i].IsAsked = true;
            tell(i, call!);
            if (inTurn)
                return;
        }
    }

    /// <summary>How far an instance has come.</summary>
    private sealed class Member
    {
        private bool isAttached;
        private bool isOpen;

        /// <summary>Whether it has returned from what all are asked for, or is not asked for it.</summary>
        public bool HasReturned { get; set; }

        /// <summary>Whether it has been asked.</summary>
        public bool IsAsked { get; set; }

        public bool IsLost { get; private set; }

        /// <summary>What it must be asked for to catch up; the head is under way.</summary>
        public Queue<Message> Missing { get; } = new(0);

        public bool CanBeAsked(Stage stage) => stage switch
        {
            Stage.Closing => isOpen,
            Stage.Detaching => isAttached,
            _ => !IsLost,
        };

        public void Note(EntryPointReturned returned)
        {
            var succeeded = returned.Result == 0;
            switch (returned.EntryPoint)
            {
                case "attach":
                    isAttached = succeeded;
                    break;
                case "open":
                    isOpen = succeeded;
                    break;
                case "close":
                    isOpen = false;
                    break;
            }
        }

        /// <summary>It cannot be opened: nobody drives its device, but it can be detached.</summary>
        public void Lose()
        {
            IsLost = true;
            Missing.Clear();
        }

        public void Stop(bool isReplaced)
        {
            Missing.Clear();
            IsLost = !isReplaced;
            isAttached = isOpen = false;
        }
    }
}
