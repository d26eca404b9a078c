using System.Security.Cryptography;

namespace MiyagiSensing.Host.KeyStore;

/// <summary>AES-256-GCM in one piece: 12-byte random nonce, ciphertext, 16-byte tag (NIST SP 800-38D). Safe to use from several threads.</summary>
internal sealed class SecretBox(byte[] key) : IDisposable
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    private readonly AesGcm _cipher = new(key, TagBytes);
    private readonly Lock _gate = new();

    /// <summary>Bytes that a box is longer than what is in it.</summary>
    public const int Overhead = NonceBytes + TagBytes;

    /// <summary>Writes a box of <paramref name="plain"/>, which is <see cref="Overhead"/> bytes longer.</summary>
    public void Seal(ReadOnlySpan<byte> plain, Span<byte> box)
    {
        RandomNumberGenerator.Fill(box[..NonceBytes]);
        lock (_gate)
        {
            _cipher.Encrypt(box[..NonceBytes], plain, box.Slice(NonceBytes, plain.Length), box[(NonceBytes + plain.Length)..]);
        }
    }

    /// <summary>What is in a box.</summary>
    /// <exception cref="AuthenticationTagMismatchException">It was sealed with another key, or altered.</exception>
    public byte[] Open(ReadOnlySpan<byte> box)
    {
        var plain = new byte[box.Length - Overhead];
        lock (_gate)
        {
            _cipher.Decrypt(box[..NonceBytes], box.Slice(NonceBytes, plain.Length), box[(NonceBytes + plain.Length)..], plain);
        }

        return plain;
    }

    public void Dispose() => _cipher.Dispose();
}
