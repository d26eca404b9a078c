using System.Text.Json;

namespace MiyagiSensing.Gateway.Decoding;

/// <summary>The member <c>ts</c>: a number is Unix time in ms, a text is ISO 8601 with an offset. Finer than a millisecond is truncated.</summary>
internal static class JsonInstant
{
    /// <summary>What a wrong one is answered with.</summary>
    public const string Rule = "ts is neither Unix time in ms nor ISO 8601 with an offset";

    private static readonly long Earliest = DateTimeOffset.MinValue.ToUnixTimeMilliseconds();
    private static readonly long Latest = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    /// <summary>Reads the value that the reader stands on: null when it is JSON's null, false when it is no instant.</summary>
    public static bool TryRead(ref Utf8JsonReader reader, byte[] scratch, out long? unixMilliseconds)
    {
        var (understood, instant) = (false, 0L);
        unixMilliseconds = null;
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return true;
            case JsonTokenType.Number:
                understood = (reader.TryGetInt64(out instant) || (reader.TryGetDouble(out var number) && TryTruncate(number, out instant)))
                    && instant >= Earliest && instant <= Latest;
                break;
            case JsonTokenType.String:
                understood = JsonText.TryRead(ref reader, scratch, out var text) && IsoInstant.TryParse(text, out instant);
                break;
        }

        unixMilliseconds = understood ? instant : null;
        return understood;
    }

    private static bool TryTruncate(double number, out long instant)
    {
        var inRange = number >= Earliest && number <= Latest;
        instant = inRange ? (long)Math.Floor(number) : 0;
        return inRange;
    }
}
