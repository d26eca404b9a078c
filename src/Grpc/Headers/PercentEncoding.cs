using System.Buffers;
using System.Globalization;
using System.Text;

namespace MiyagiSensing.Grpc.Headers;

/// <summary>The <c>grpc-message</c> trailer: UTF-8 text in visible ASCII.</summary>
public static class PercentEncoding
{
    // Percent-Byte-Unencoded -> %x20-%x24 / %x26-%x7E        ; space and VCHAR, except %
    // Percent-Byte-Encoded   -> "%" 2HEXDIGIT
    // Source: gRPC doc/PROTOCOL-HTTP2.md, "Responses".
    private const byte FirstPlain = 0x20;
    private const byte LastPlain = 0x7E;
    private const int MaxUtf8Bytes = 4;

    private static readonly SearchValues<char> Plain =
        SearchValues.Create([.. Enumerable.Range(FirstPlain, LastPlain - FirstPlain + 1).Select(code => (char)code).Where(plain => plain != '%')]);

    /// <summary>The text as a trailer value. A lone surrogate becomes U+FFFD.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="maxLength">Longest value, in ASCII characters; a longer text loses its end, at a whole character.</param>
    public static string Encode(string text, int maxLength)
    {
        if (text.Length <= maxLength && !text.AsSpan().ContainsAnyExcept(Plain))
        {
            return text;
        }

        var encoded = new StringBuilder();
        Span<byte> octets = stackalloc byte[MaxUtf8Bytes];
        foreach (var character in text.EnumerateRunes())
        {
            var whole = encoded.Length;
            foreach (var octet in octets[..character.EncodeToUtf8(octets)])
            {
                Append(encoded, octet);
            }

            if (encoded.Length > maxLength)
            {
                encoded.Length = whole;
                break;
            }
        }

        return encoded.ToString();
    }

    /// <summary>The text behind a trailer value. Never fails: an escape that is none stays as it is, since a broken text must not hide the status.</summary>
    public static string Decode(string value)
    {
        if (!value.Contains('%', StringComparison.Ordinal))
        {
            return value;
        }

        var octets = new ArrayBufferWriter<byte>(value.Length);
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] == '%' && i + 2 < value.Length && char.IsAsciiHexDigit(value[i + 1]) && char.IsAsciiHexDigit(value[i + 2]))
            {
                octets.Write(Convert.FromHexString(value.AsSpan(i + 1, 2)));
                i += 2;
            }
            else
            {
                Encoding.UTF8.GetBytes(value.AsSpan(i, 1), octets);
            }
        }

        return Encoding.UTF8.GetString(octets.WrittenSpan);
    }

    private static void Append(StringBuilder encoded, byte octet)
    {
        if (octet is >= FirstPlain and <= LastPlain and not (byte)'%')
        {
            encoded.Append((char)octet);
        }
        else
        {
            encoded.Append(CultureInfo.InvariantCulture, $"%{octet:X2}");
        }
    }
}
