using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using MiyagiSensing.Domain.Events;

namespace MiyagiSensing.Gateway.Access;

/// <summary>Makes device secrets and what is stored of them.</summary>
public static class SecretHashing
{
    /// <summary>Algorithm of generated secrets: nobody can search 192 bits, so one round is enough.</summary>
    public const string Sha256 = "sha256";

    /// <summary>Algorithm of imported secrets, which people may have chosen.</summary>
    public const string Pbkdf2 = "pbkdf2-sha256";

    /// <summary>Random bytes of a generated secret: 192 bits, above the 128 of the platform's contract, and 32 characters without padding.</summary>
    public const int SecretBytes = 24;

    /// <summary>PBKDF2 iterations of new imports. Chosen: about 22 ms of one core (measured), so that 2,000 imported devices are back within a minute of a restart; each hash carries its own number.</summary>
    public const int Iterations = 100_000;

    /// <summary>Bytes of every hash.</summary>
    internal const int HashBytes = SHA256.HashSizeInBytes;

    private const int SaltBytes = 16;

    /// <summary>A new secret in base64url, 32 characters, and its hash. The secret is shown once and stored nowhere.</summary>
    public static (string Secret, SecretHash Hash) Generate(RandomNumberGenerator random)
    {
        var bytes = new byte[SecretBytes];
        random.GetBytes(bytes);
        var secret = Base64Url.EncodeToString(bytes);
        return (secret, new SecretHash(Sha256, "", 1, Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(secret)))));
    }

    /// <summary>The hash of a secret that a device already has.</summary>
    /// <param name="secret">As the device sends it, not empty.</param>
    /// <param name="random">Source of the salt.</param>
    /// <exception cref="ArgumentException">The secret is empty.</exception>
    public static SecretHash Import(string secret, RandomNumberGenerator random)
    {
        ArgumentException.ThrowIfNullOrEmpty(secret);
        var salt = new byte[SaltBytes];
        random.GetBytes(salt);
        var hash = Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(secret), salt, Iterations, HashAlgorithmName.SHA256, HashBytes);
        return new SecretHash(Pbkdf2, Convert.ToBase64String(salt), Iterations, Convert.ToBase64String(hash));
    }
}
