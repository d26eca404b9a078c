using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace MiyagiSensing.Host.Import;

/// <summary>Reads UTF-8 strictly: bytes of another encoding are refused, not made into replacement characters, which would make two names one.</summary>
internal static class Utf8Text
{
    /// <summary>What to do about a text that is not read.</summary>
    public const string Advice = "is not UTF-8; save the file as UTF-8 (Excel: CSV UTF-8)";

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text without a byte order mark; false when the bytes are no UTF-8.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out string? text)
    {
        try
        {
            text = Strict.GetString(bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes);
            return true;
        }
        catch (DecoderFallbackException)
        {
            text = null;
            return false;
        }
    }
}
