namespace DmaActors.Hardware.DeviceModel;

/// <summary>
/// The registers of a device, declared: name, offset, width, reset value, and what reading or writing does. An access to no register, or of another
/// width, is answered as a bus answers it (all ones, dropped) and reported.
/// </summary>
public sealed class RegisterMap
{
    private readonly Dictionary<int, Register> registers = [];

    /// <summary>A register of 8, 16, 32 or 64 bits that keeps what is written. Chain <see cref="Register.OnWrite"/> and <see cref="Register.OnRead"/> for effects.</summary>
    public Register Define(int offset, int bits, string name, ulong reset = 0)
    {
        var register = new Register(name, offset, bits / 8, reset);
        if (!registers.TryAdd(offset, register))
            throw new ArgumentException($"Two registers at 0x{offset:X}: {registers[offset].Name} and {name}.", nameof(offset));
        return register;
    }

    /// <summary>As many 32-bit registers as there are indexes, <paramref name="stride"/> bytes apart: the entries of a list.</summary>
    public void DefineArray(int offset, int count, int stride, int bits, string name, Action<int, ulong> onWrite, Func<int, ulong> onRead)
    {
        for (var i = 0; i < count; i++)
        {
            var index = i;
            Define(offset + (i * stride), bits, $"{name}[{i}]").OnWrite(value => onWrite(index, value)).OnRead(() => onRead(index));
        }
    }

    /// <summary>False when no register of that width is there.</summary>
    public bool TryWrite(int offset, int width, ulong value)
    {
        if (!registers.TryGetValue(offset, out var register) || register.Width != width)
            return false;
        register.Write(value);
        return true;
    }

    /// <summary>False when no register of that width is there; the value is then all ones.</summary>
    public bool TryRead(int offset, int width, out ulong value)
    {
        if (registers.TryGetValue(offset, out var register) && register.Width == width)
        {
            value = register.Read();
            return true;
        }

        value = width == 8 ? ulong.MaxValue : (1UL << (8 * width)) - 1;
        return false;
    }
}
