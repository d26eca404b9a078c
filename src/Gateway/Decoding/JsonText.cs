using System.Text;
using System.Text.Json;

namespace MiyagiSensing.Gateway.Decoding;

/// <summary>Texts of a payload without making strings of them.</summary>
internal static class JsonText
{
    /// <summary>Bytes of the scratch space: the longest id or instant with every character escaped.</summary>
    public const int ScratchBytes = 512;

    private const int QuotedBytes = 40;

    /// <summary>
    /// The text or name that the reader stands on, unescaped; valid until the scratch space is used again. False when it is escaped and longer than anything that means something, or
    /// spells no Unicode text.
    /// </summary>
    public static bool TryRead(ref Utf8JsonReader reader, byte[] scratch, out ReadOnlySpan<byte> text)
    {
        if (!reader.ValueIsEscaped)
        {
            text = reader.ValueSpan;
            return true;
        }

        text = default;
        if (reader.ValueSpan.Length > scratch.Length)
        {
            return false;
        }

        try
        {
            text = scratch.AsSpan(0, reader.CopyString(scratch));
            return true;
        }
        catch (InvalidOperationException)
        {
            // The reader checks UTF-8 and surrogates only here, and has no form of asking first.
            return false;
        }
    }

    /// <summary>What a device sent, fit to be quoted to an operator: short, and without control characters.</summary>
    public static string Quote(ReadOnlySpan<byte> utf8)
    {
        var text = StoredText.Clean(Encoding.UTF8.GetString(utf8[..Math.Min(utf8.Length, QuotedBytes)]), QuotedBytes);
        return utf8.Length > QuotedBytes ? $"\"{text}…\"" : $"\"{text}\"";
    }
}
