using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using MiyagiSensing.Domain;

namespace MiyagiSensing.Gateway.Decoding;

/// <summary>Ids as they stand in payloads.</summary>
internal static class IdentifierBytes
{
    /// <summary>The id that the bytes spell; false when they are not one (see <see cref="Identifier"/>).</summary>
    public static bool TryRead(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out string? id)
    {
        Span<char> text = stackalloc char[Identifier.MaxLength];
        id = utf8.Length <= Identifier.MaxLength
            && Ascii.ToUtf16(utf8, text, out var length) == OperationStatus.Done
            && Identifier.IsValid(text[..length])
            ? new string(text[..length])
            : null;
        return id is not null;
    }
}
