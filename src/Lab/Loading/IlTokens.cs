using System.Buffers.Binary;
using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace DmaActors.Lab.Loading;

/// <summary>Finds the metadata tokens in the code of a method: what it calls, makes and reads.</summary>
internal static class IlTokens
{
    private static readonly OpCode?[] OneByte = new OpCode?[256];
    private static readonly OpCode?[] TwoBytes = new OpCode?[256];

    static IlTokens()
    {
        foreach (var field in typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static))
        {
            var code = (OpCode)field.GetValue(null)!;
            var value = unchecked((ushort)code.Value);
            (code.Size == 1 ? OneByte : TwoBytes)[value & 0xFF] = code;
        }
    }

    /// <summary>The members and types that the code names, in the order of the code.</summary>
    /// <exception cref="InvalidDataException">It is no code.</exception>
    public static List<EntityHandle> Of(ReadOnlySpan<byte> code)
    {
        var tokens = new List<EntityHandle>();
        for (var at = 0; at < code.Length;)
        {
            var opcode = code[at] == 0xFE && at + 1 < code.Length ? TwoBytes[code[at + 1]] : OneByte[code[at]];
            if (opcode is not { } known)
                throw new InvalidDataException($"0x{code[at]:X2} is no instruction.");
            at += known.Size;
            var operands = OperandBytes(known.OperandType, code[at..]);
            if (known.OperandType is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok)
                tokens.Add((EntityHandle)MetadataTokens.Handle(BinaryPrimitives.ReadInt32LittleEndian(code[at..])));
            at += operands;
        }

        return tokens;
    }

    private static int OperandBytes(OperandType type, ReadOnlySpan<byte> operand) => type switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => checked(4 + (4 * BinaryPrimitives.ReadInt32LittleEndian(operand))),
        _ => 4,
    };
}
