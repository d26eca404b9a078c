using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace MiyagiSensing.Gateway.Decoding;

/// <summary>The members of a small JSON object, for payloads that come seldom. Each <c>Try</c> is false when the member is there and of the wrong kind; null stands for not there.</summary>
internal readonly struct PayloadMembers
{
    private const int MaxTextBytes = 1_024;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = DecoderLimits.Depth, AllowDuplicateProperties = false };

    private readonly JsonElement _root;

    private PayloadMembers(JsonElement root) => _root = root;

    /// <summary>Parses a payload, which must be one object; the members are valid until <paramref name="document"/> is disposed of.</summary>
    /// <param name="payload">As received; must stay as it is until then.</param>
    /// <param name="document">What the caller disposes of; null when false.</param>
    /// <param name="members">The object's members.</param>
    /// <param name="fault">What is wrong when false.</param>
    public static bool TryParse(ReadOnlySequence<byte> payload, out JsonDocument? document, out PayloadMembers members, out PayloadFault fault)
    {
        (document, members, fault) = (null, default, new PayloadFault(PayloadFaultKind.Empty, "the payload is empty"));
        if (payload.IsEmpty)
        {
            return false;
        }

        try
        {
            document = JsonDocument.Parse(payload, Options);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a name that spells no Unicode text. The messages quote the payload, so they are not passed on.
            fault = new PayloadFault(PayloadFaultKind.NotJson, $"the payload is not JSON, nested deeper than {DecoderLimits.Depth} levels, or has a member twice");
            return false;
        }

        members = new PayloadMembers(document.RootElement);
        fault = new PayloadFault(PayloadFaultKind.WrongShape, "the payload is not an object", 0);
        if (document.RootElement.ValueKind == JsonValueKind.Object)
        {
            return true;
        }

        document.Dispose();
        document = null;
        return false;
    }

    /// <summary>A text of at most 1,024 bytes, or a number as its digits stand there.</summary>
    public bool TryText(string name, out string? text)
    {
        text = null;
        if (!TryGet(name, out var value))
        {
            return true;
        }

        if (value.ValueKind is not (JsonValueKind.String or JsonValueKind.Number) || JsonMarshal.GetRawUtf8Value(value).Length > MaxTextBytes)
        {
            return false;
        }

        try
        {
            text = value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText();
            return true;
        }
        catch (InvalidOperationException)
        {
            // A text that is no UTF-8, or holds half a surrogate pair; there is no form of asking first.
            return false;
        }
    }

    /// <summary>A finite number.</summary>
    public bool TryNumber(string name, out double? number)
    {
        number = null;
        if (!TryGet(name, out var value))
        {
            return true;
        }

        number = value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var read) && double.IsFinite(read) ? read : null;
        return number is not null;
    }

    /// <summary>A whole number from 0 to <paramref name="maximum"/>.</summary>
    public bool TryInteger(string name, long maximum, out long? number)
    {
        number = null;
        if (!TryGet(name, out var value))
        {
            return true;
        }

        number = value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var read) && read >= 0 && read <= maximum ? read : null;
        return number is not null;
    }

    /// <summary>True or false.</summary>
    public bool TryBoolean(string name, out bool? truth)
    {
        truth = null;
        if (!TryGet(name, out var value))
        {
            return true;
        }

        truth = value.ValueKind switch { JsonValueKind.True => true, JsonValueKind.False => false, _ => null };
        return truth is not null;
    }

    /// <summary>The member <c>ts</c>, UTC, truncated to ms; see <see cref="JsonInstant"/>.</summary>
    public bool TryInstant(out DateTimeOffset? instant)
    {
        instant = null;
        if (!TryGet("ts", out var value))
        {
            return true;
        }

        var reader = new Utf8JsonReader(JsonMarshal.GetRawUtf8Value(value));
        reader.Read();
        if (!JsonInstant.TryRead(ref reader, new byte[JsonText.ScratchBytes], out var unixMilliseconds) || unixMilliseconds is not { } milliseconds)
        {
            return false;
        }

        instant = DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
        return true;
    }

    private bool TryGet(string name, out JsonElement value) => _root.TryGetProperty(name, out value) && value.ValueKind != JsonValueKind.Null;
}
