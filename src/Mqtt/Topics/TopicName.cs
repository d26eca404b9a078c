using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace MiyagiSensing.Mqtt.Topics;

/// <summary>Topic names (MQTT 5.0 section 4.7): what a PUBLISH is sent to.</summary>
public static class TopicName
{
    private static readonly SearchValues<char> Forbidden = SearchValues.Create("+#\0");
    private static readonly SearchValues<byte> ForbiddenUtf8 = SearchValues.Create("+#\0"u8);

    /// <summary>True when not empty and without wildcards and U+0000 (MQTT-3.3.2-2, MQTT-4.7.3-1, MQTT-4.7.3-2). The length is not checked.</summary>
    public static bool IsValid([NotNullWhen(true)] string? topic) => !string.IsNullOrEmpty(topic) && !topic.AsSpan().ContainsAny(Forbidden);

    /// <summary>The same for text that is known to be well-formed UTF-8.</summary>
    public static bool IsValid(ReadOnlySpan<byte> utf8) => !utf8.IsEmpty && !utf8.ContainsAny(ForbiddenUtf8);
}
