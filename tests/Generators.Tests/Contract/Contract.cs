// The declarations of the runtime that the generators write against, and nothing else of it. Compiled into these tests and, as text,
// into every snippet that they compile in memory.
#nullable enable
#pragma warning disable CS1591 // no documentation: these stand in for documented types

namespace DmaActors.Simulation
{
    public abstract record Message
    {
        public abstract void Digest(ref TraceDigest digest);
    }

    public interface IDigestible
    {
        void Digest(ref TraceDigest digest);
    }

    /// <summary>Beside the hash it keeps what was added, so that a test can say it.</summary>
    public struct TraceDigest
    {
        private ulong state;
        private string? log;

        public readonly ulong Value => state;

        public readonly string Log => log ?? "";

        public void Add(ulong value)
        {
            Mix(value);
            Note("u" + value.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        public void Add(long value)
        {
            Mix(unchecked((ulong)value));
            Note("i" + value.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        public void Add(string? value)
        {
            foreach (var character in value ?? "")
                Mix(character);
            Mix(value is null ? ulong.MaxValue : (ulong)value.Length);
            Note(value is null ? "null" : "\"" + value + "\"");
        }

        private void Mix(ulong value) => state = unchecked(((state ^ value) * 0x9E3779B97F4A7C15) ^ (state >> 29));

        private void Note(string addition) => log = log is null ? addition : log + " " + addition;
    }

    [System.AttributeUsage(System.AttributeTargets.Property | System.AttributeTargets.Parameter | System.AttributeTargets.Field)]
    public sealed class NotDigestedAttribute : System.Attribute;

    [System.AttributeUsage(System.AttributeTargets.Property)]
    public sealed class SoftStateAttribute : System.Attribute;

    public abstract class SoftStateOwner
    {
        public string Log { get; private set; } = "";

        public string Description
        {
            get
            {
                var state = new StateWriter();
                DescribeSoftState(state);
                return state.Text;
            }
        }

        protected virtual void DescribeSoftState(StateWriter state)
        {
        }

        protected void OnSoftRead(ref SoftStateCell cell, string member)
        {
            cell.Reads++;
            Log += "read " + member + "#" + cell.Reads.ToString(System.Globalization.CultureInfo.InvariantCulture) + ";";
        }

        protected void OnSoftWrite(ref SoftStateCell cell, string member)
        {
            cell.Writes++;
            Log += "write " + member + "#" + cell.Writes.ToString(System.Globalization.CultureInfo.InvariantCulture) + ";";
        }
    }

    public sealed class StateWriter
    {
        public string Text { get; private set; } = "";

        public StateWriter Write(string name, object? value)
        {
            Text += name + "=" + value + ";";
            return this;
        }
    }

    public struct SoftStateCell
    {
        public int Reads { get; set; }

        public int Writes { get; set; }
    }
}

namespace DmaActors.Framework
{
    public abstract class Driver : DmaActors.Simulation.SoftStateOwner
    {
        public int Instance { get; set; }
    }
}
