using DmaActors.Framework.Callbacks;
using DmaActors.Framework.Nexus;
using DmaActors.Framework.Recovery;
using DmaActors.Framework.Rules;
using DmaActors.Hardware.Isa8237;

namespace DmaActors.Framework.Isa;

/// <summary>
/// The nexus of the ISA bus: who holds which channel of the DMA controller, who waits for it (a callback list for each channel), and what the functions
/// <c>ddi_dmae_*</c> make of the controller's registers. As in the reference a channel is a semaphore that does not know its owner: what is called without holding it takes
/// effect, and is a finding.
/// </summary>
internal sealed partial class IsaNexus : Actor, IDescribed
{
    private readonly ActorRef controller;
    private readonly NexusOptions options;
    private readonly RuleBook rules;
    private readonly IsaChannel?[] channels = new IsaChannel?[I8237Pair.Channels];

    /// <summary>Whose calls the controller has not answered yet: it answers in their order.</summary>
    private readonly Queue<ActorRef> asking = new();

    public IsaNexus(ActorRef controller, NexusOptions options, RuleBook rules)
    {
        this.controller = controller;
        this.options = options;
        this.rules = rules;
    }

    public ActorRef SoftCall { get; set; }

    /// <summary>Allocations that found their channel taken.</summary>
    public long Taken { get; private set; }

    /// <summary>Callbacks that were put on the list of a channel.</summary>
    public long Registered { get; private set; }

    /// <summary>Callbacks that wait for a channel, with their multiplicity.</summary>
    public long Owed => Known.Sum(channel => channel.Waiters.Owed);

    /// <summary>Who sleeps for a channel, and for which one and who holds it, in words.</summary>
    public IEnumerable<(ActorRef Caller, string Channel)> Sleeping => Known.SelectMany(channel => channel.Sleepers.Select(sleeper => (sleeper.Caller, Describe(channel, sleeper.Request))));

    protected override bool IsFramework => true;

    private IEnumerable<IsaChannel> Known => channels.OfType<IsaChannel>();

    /// <summary>The callback list of a channel.</summary>
    public static ListId ListOf(int channel) => ListId.DmaChannel0 + channel;

    /// <summary>Whether a driver can have the channel: 0 to 7 without 4, which joins the two controllers.</summary>
    public static bool IsUsable(int channel) => channel is >= 0 and < I8237Pair.Channels and not I8237Pair.Cascade;

    /// <summary>Checks that the books balance.</summary>
    /// <exception cref="InvalidOperationException">They do not: a fault of ours.</exception>
    public void AssertInvariants()
    {
        foreach (var channel in Known)
        {
            channel.Waiters.AssertInvariants();
            if (channel.Free < 0 || channel.Free + channel.Holders.Count < 1)
                throw new InvalidOperationException($"{channel.List} can be had by {channel.Free} and is held by {channel.Holders.Count}.");
            if (channel is { Free: > 0, Sleepers.Count: > 0 })
                throw new InvalidOperationException($"{channel.Sleepers[0].Caller.Name} sleeps for {channel.List}, which is free.");
        }
    }

    void IDescribed.Describe(StateWriter state)
    {
        foreach (var channel in Known)
        {
            state.Group($"channel {channel.List - ListId.DmaChannel0}").Write("held by", channel.Holders.Select(holder => holder.Name));
            state.Write("sleepers", channel.Sleepers.Select(sleeper => sleeper.Caller.Name)).Write("callback list", channel.Waiters.Entries.Select(CallbackLists.Describe));
        }
    }

    protected override void Receive(Message message)
    {
        using var inside = rules.Gate.Enter();
        if (ComesTooLate(message))
            return;
        switch (message)
        {
            case AllocChannel alloc:
                Alloc(alloc);
                break;
            case RegisterForChannel register:
                Enlist(register.Alloc, register.Caller);
                Answer(register.Caller, DdiResult.Failure);
                break;
            case ProgChannel prog:
                Program(prog);
                break;
            case UseChannel use:
                Use(use);
                break;
            case TakeEntry take:
                Take(take);
                break;
            case PutBack putBack:
                ChannelOf(putBack.List - ListId.DmaChannel0).Waiters.PutBack(putBack.Entry);
                break;
            case Reclaim reclaim:
                Reclaim(reclaim.Instance);
                break;
            case Reply<Done> when asking.Peek() == Context.Self:
                asking.Dequeue();
                EndReclaim();
                break;
            case Reply<Done>:
                Answer(asking.Dequeue(), DdiResult.Success);
                break;
            case Reply<Word> count:
                Context.Tell(asking.Dequeue(), new Reply<DmaeCount>(new DmaeCount(DdiResult.Success, (int)count.Value.Value)), options.CallTime);
                break;
        }
    }

    private IsaChannel ChannelOf(int channel) => channels[channel] ??= new IsaChannel(ListOf(channel));

    private void Alloc(AllocChannel alloc)
    {
        if (!IsUsable(alloc.Channel))
        {
            if (alloc.Channel != I8237Pair.Cascade)
                rules.ChannelMisused(Context.Sender, alloc.Channel, ChannelCall.Alloc, "there is no such channel, which the reference does not check");
            Answer(Context.Sender, DdiResult.Failure);
            return;
        }

        var channel = ChannelOf(alloc.Channel);
        if (channel.Free > 0)
        {
            Give(channel, Context.Sender, alloc);
            return;
        }

        Taken++;
        if (alloc.Callback == DmaCallback.Sleep)
            channel.Sleepers.Add((Context.Sender, alloc));
        else
            TurnAway(alloc);
    }

    private void Give(IsaChannel channel, ActorRef caller, AllocChannel alloc)
    {
        channel.Free--;
        channel.Holders.Add(alloc.Instance);
        rules.ChannelAllocated(alloc.Instance, alloc.Channel);
        Answer(caller, DdiResult.Success);
    }

    private void TurnAway(AllocChannel alloc)
    {
        if (alloc.Callback.IsFunction)
        {
            if (options.SplitBind)
            {
                Context.Tell(Context.Self, new RegisterForChannel(Context.Sender, alloc));
                return;
            }

            Enlist(alloc, Context.Sender);
        }

        Answer(Context.Sender, DdiResult.Failure);
    }

    private void Enlist(AllocChannel alloc, ActorRef caller)
    {
        var instance = alloc.Instance;
        instance.ListCause = instance.ListCause.And(Context.Cause);
        ChannelOf(alloc.Channel).Waiters.Add(alloc.Callback, alloc.Argument, instance);
        rules.CallbackRegistered(new CallbackRequest(caller, instance, alloc.Callback, alloc.Argument, null, null));
        Registered++;
    }

    private void Take(TakeEntry take)
    {
        if (ChannelOf(take.List - ListId.DmaChannel0).Waiters.TryTake(out var entry, out var owed))
            Context.Tell(Context.Sender, new EntryTaken(take.Lane, entry, owed), ((DriverInstance)entry.Cause!).ListCause);
        else
            Context.Tell(Context.Sender, new ListEmpty(take.Lane));
    }

    private void Program(ProgChannel prog)
    {
        if (!CanUse(prog.Channel, ChannelCall.Prog))
        {
            Answer(Context.Sender, DdiResult.Failure);
            return;
        }

        var refused = ChannelOf(prog.Channel).IsFirstParty || ChannelProgram.IsRefused(prog.Request, prog.Channel);
        rules.ChannelUsed(new ChannelUse(Context.Sender, prog.Instance, prog.Channel, ChannelCall.Prog, refused ? DdiResult.Failure : DdiResult.Success, prog.Cookie));
        if (refused)
        {
            Answer(Context.Sender, DdiResult.Failure);
            return;
        }

        foreach (var surprise in ChannelProgram.Surprises(prog.Request, prog.Cookie, prog.Channel))
            rules.ChannelMisused(Context.Sender, prog.Channel, ChannelCall.Prog, surprise);
        Ask(new ProgramChannel(prog.Channel, ChannelProgram.ModeOf(prog.Request), ChannelProgram.PlaceOf(prog.Cookie)));
    }

    private void Use(UseChannel use)
    {
        if (!CanUse(use.Channel, use.Call))
        {
            if (use.Call == ChannelCall.GetCnt)
                Context.Tell(Context.Sender, new Reply<DmaeCount>(new DmaeCount(DdiResult.Failure, 0)), options.CallTime);
            else
                Answer(Context.Sender, DdiResult.Failure);
            return;
        }

        rules.ChannelUsed(new ChannelUse(Context.Sender, use.Instance, use.Channel, use.Call, DdiResult.Success, null));
        switch (use.Call)
        {
            case ChannelCall.Release:
                Release(use);
                break;
            case ChannelCall.FirstParty:
                ChannelOf(use.Channel).IsFirstParty = true;
                Ask(new ProgramChannel(use.Channel, FirstPartyMode(use.Channel), null));
                break;
            case ChannelCall.Enable:
                Ask(new MaskChannel(use.Channel, Masked: false));
                break;
            case ChannelCall.Disable:
                Ask(new MaskChannel(use.Channel, Masked: true));
                break;
            case ChannelCall.Stop:
                Ask(new StopChannel(use.Channel));
                break;
            case ChannelCall.GetCnt:
                Ask(new ReadChannelCount(use.Channel));
                break;
        }
    }

    /// <summary>Channel 0 once refreshed memory and cannot be cascaded.</summary>
    private static ChannelMode FirstPartyMode(int channel) =>
        channel == 0 ? new ChannelMode(TransferType.Illegal, ServiceMode.Demand) : new ChannelMode(TransferType.Verify, ServiceMode.Cascade);

    private bool CanUse(int channel, ChannelCall call)
    {
        if (IsUsable(channel))
            return true;
        rules.ChannelMisused(Context.Sender, channel, call, channel == I8237Pair.Cascade ? "the channel joins the two controllers and is nobody's" : "there is no such channel");
        return false;
    }

    /// <summary>Whoever sleeps for the channel has it now, the others compete: those on the list in a pass that comes later.</summary>
    private void Release(UseChannel release)
    {
        var channel = ChannelOf(release.Channel);
        if (channel.Holders.Remove(release.Instance))
            rules.ChannelReleased(release.Instance, release.Channel);
        Answer(Context.Sender, DdiResult.Success);
        OnFree(channel, release.Instance);
    }

    private void OnFree(IsaChannel channel, DriverInstance releaser)
    {
        channel.Free++;
        channel.IsFirstParty = false;
        if (channel.Sleepers.Count > 0)
        {
            var (caller, request) = channel.Sleepers[0];
            channel.Sleepers.RemoveAt(0);
            Give(channel, caller, request);
        }

        if (channel.Waiters.Count == 0)
            return;
        releaser.ListCause = releaser.ListCause.And(Context.Cause);
        Context.Tell(SoftCall, new RunList(channel.List));
    }

    private static string Describe(IsaChannel channel, AllocChannel request)
    {
        var holders = channel.Holders.Contains(request.Instance)
            ? $"which {request.Instance.Name} itself holds, and none but its holder can release it"
            : $"which {string.Join(" and ", channel.Holders.Select(holder => holder.Name))} holds";
        return $"DMA channel {request.Channel}, {holders}";
    }

    private void Ask(Message request) => Ask(request, Context.Sender);

    private void Ask(Message request, ActorRef who)
    {
        asking.Enqueue(who);
        Context.Tell(controller, request);
    }

    private void Answer(ActorRef caller, DdiResult status) => Context.Tell(caller, new Reply<DdiStatus>(new DdiStatus(status)), options.CallTime);
}
