namespace DmaActors.Hardware.Tests.Isa8237;

/// <summary>An 8237 as its data sheet tells it: flags and lists, one transfer at a time.</summary>
internal sealed class NaiveChip
{
    private readonly Channel[] channels = [new(), new(), new(), new()];
    private readonly List<int> priority = [0, 1, 2, 3];
    private bool isDisabled;
    private bool rotates;
    private bool requestsAreLow;
    private bool secondByte;

    public int? Serving { get; private set; }

    public bool IsCascade(int channel) => channels[channel].Service == "cascade";

    public void SetLine(int channel, bool high)
    {
        channels[channel].LineIsHigh = high;
        Reconsider();
    }

    public void Write(int register, int value)
    {
        var named = channels[value % 4];
        if (register < 8)
        {
            var word = register % 2 == 0 ? channels[register / 2].Address : channels[register / 2].Count;
            word.Base[secondByte ? 1 : 0] = value;
            word.Current[secondByte ? 1 : 0] = value;
            secondByte = !secondByte;
        }
        else if (register == 8)
        {
            isDisabled = Bit(value, 2);
            rotates = Bit(value, 4);
            requestsAreLow = Bit(value, 6);
            if (!rotates)
                priority.Sort();
        }
        else if (register == 9)
        {
            named.SoftwareRequest = Bit(value, 2);
        }
        else if (register == 10)
        {
            named.IsMasked = Bit(value, 2);
        }
        else if (register == 11)
        {
            named.Type = new[] { "verify", "write", "read", "illegal" }[value / 4 % 4];
            named.AutoInitialises = Bit(value, 4);
            named.CountsDown = Bit(value, 5);
            named.Service = new[] { "demand", "single", "block", "cascade" }[value / 64];
        }
        else if (register == 12)
        {
            secondByte = false;
        }
        else if (register == 13)
        {
            isDisabled = rotates = requestsAreLow = secondByte = false;
            priority.Sort();
            Serving = null;
            foreach (var channel in channels)
                (channel.IsMasked, channel.SoftwareRequest, channel.ReachedTerminalCount) = (true, false, false);
        }
        else
        {
            for (var i = 0; i < 4; i++)
                channels[i].IsMasked = register == 15 && Bit(value, i);
        }

        Reconsider();
    }

    public int Read(int register)
    {
        if (register < 8)
        {
            var word = register % 2 == 0 ? channels[register / 2].Address : channels[register / 2].Count;
            secondByte = !secondByte;
            return word.Current[secondByte ? 0 : 1];
        }

        if (register == 13)
            return 0;
        if (register != 8)
            return 255;
        var status = 0;
        for (var i = 0; i < 4; i++)
        {
            status += channels[i].ReachedTerminalCount ? 1 << i : 0;
            status += Asks(channels[i]) || channels[i].SoftwareRequest ? 16 << i : 0;
            channels[i].ReachedTerminalCount = false;
        }

        return status;
    }

    /// <summary>Who is to transfer next; null: nobody.</summary>
    public int? Choose()
    {
        if (isDisabled)
            return null;
        Serving ??= FirstThatRequests();
        return Serving;
    }

    public bool WantsTheBus() => !isDisabled && (Serving is not null || FirstThatRequests() is not null);

    /// <summary>One transfer of the one chosen.</summary>
    public (int Address, string Type, bool CountsDown, bool TerminalCount) Cycle()
    {
        var number = Serving!.Value;
        var channel = channels[number];
        var address = channel.Address.Value;
        var isLast = channel.Count.Value == 0;
        channel.Address.Value = (address + (channel.CountsDown ? 65535 : 1)) % 65536;
        channel.Count.Value = (channel.Count.Value + 65535) % 65536;
        var result = (address, channel.Type, channel.CountsDown, isLast);
        if (isLast)
        {
            channel.ReachedTerminalCount = true;
            channel.SoftwareRequest = false;
            if (channel.AutoInitialises)
            {
                channel.Address.Reload();
                channel.Count.Reload();
            }
            else
            {
                channel.IsMasked = true;
            }
        }

        if (isLast || channel.Service == "single")
            Finish();
        return result;
    }

    private static bool Bit(int value, int bit) => ((value >> bit) & 1) == 1;

    private bool Asks(Channel channel) => channel.LineIsHigh != requestsAreLow;

    private bool Requests(Channel channel) => (Asks(channel) && !channel.IsMasked) || channel.SoftwareRequest;

    private int? FirstThatRequests()
    {
        foreach (var channel in priority)
        {
            if (Requests(channels[channel]))
                return channel;
        }

        return null;
    }

    /// <summary>A service is over when its request is gone; a block goes on unless it is masked.</summary>
    private void Reconsider()
    {
        if (Serving is not { } number)
            return;
        var channel = channels[number];
        if (channel.Service == "block" ? channel is { IsMasked: true, SoftwareRequest: false } : !Requests(channel))
            Finish();
    }

    private void Finish()
    {
        var served = Serving!.Value;
        Serving = null;
        while (rotates && priority[3] != served)
        {
            priority.Add(priority[0]);
            priority.RemoveAt(0);
        }
    }

    private sealed class Channel
    {
        public Word Address { get; } = new();

        public Word Count { get; } = new();

        public string Service { get; set; } = "demand";

        public string Type { get; set; } = "verify";

        public bool AutoInitialises { get; set; }

        public bool CountsDown { get; set; }

        public bool IsMasked { get; set; } = true;

        public bool SoftwareRequest { get; set; }

        public bool LineIsHigh { get; set; }

        public bool ReachedTerminalCount { get; set; }
    }

    private sealed class Word
    {
        public int[] Base { get; } = [0, 0];

        public int[] Current { get; } = [0, 0];

        public int Value
        {
            get => Current[0] + (256 * Current[1]);
            set => (Current[0], Current[1]) = (value % 256, value / 256);
        }

        public void Reload() => Base.CopyTo(Current, 0);
    }
}
