using System.Text;

namespace MiyagiSensing.Mqtt.Server.Connections;

/// <summary>The last few topics of one connection, so that a device which keeps to its topics costs no string per message. For one thread.</summary>
internal sealed class TopicCache
{
    // Chosen: a device has telemetry, event, status and command/ack.
    private const int Capacity = 4;

    private readonly (byte[] Utf8, string Text)[] _entries = new (byte[], string)[Capacity];
    private int _count;
    private int _next;

    /// <summary>The topic as text; the same instance for the same bytes while it is remembered.</summary>
    /// <param name="utf8">Well-formed UTF-8.</param>
    public string Find(ReadOnlySpan<byte> utf8)
    {
        for (var index = 0; index < _count; index++)
        {
            if (utf8.SequenceEqual(_entries[index].Utf8))
            {
                return _entries[index].Text;
            }
        }

        var text = Encoding.UTF8.GetString(utf8);
        _entries[_next] = (utf8.ToArray(), text);
        _next = (_next + 1) % Capacity;
        _count = Math.Min(_count + 1, Capacity);
        return text;
    }
}
