using System.Text.Json;

namespace MiyagiSensing.Gateway.Decoding;

/// <summary>What a reader that gave up stands before.</summary>
internal static class JsonFault
{
    /// <summary>The fault of the whole payload. The words are ours: the reader's own quote the payload.</summary>
    public static PayloadFault From(Utf8JsonReader reader) =>
        reader.CurrentDepth >= DecoderLimits.Depth - 1
            ? new PayloadFault(PayloadFaultKind.TooDeep, $"the payload is nested deeper than {DecoderLimits.Depth} levels, or not JSON there", reader.BytesConsumed)
            : new PayloadFault(PayloadFaultKind.NotJson, "the payload is not JSON", reader.BytesConsumed);
}
