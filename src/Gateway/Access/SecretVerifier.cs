using System.Security.Cryptography;
using MiyagiSensing.Domain.Events;

namespace MiyagiSensing.Gateway.Access;

/// <summary>Checks a presented secret against stored hashes. Safe for any thread.</summary>
internal sealed class SecretVerifier : IDisposable
{
    /// <summary>Pairs remembered after a slow check. Chosen: five times the devices of the largest installation planned for; 32 bytes each.</summary>
    private const int Remembered = 10_000;

    /// <summary>More iterations than this are not a hash of ours. Chosen: some seconds of one core.</summary>
    private const int MaxIterations = 10_000_000;

    private long _slowChecksMade;
    private readonly byte[] _nobody = RandomNumberGenerator.GetBytes(SecretHashing.HashBytes);
    private readonly VerifiedSecrets _verified = new(Remembered);

    // A storm of slow checks leaves half of the cores to the devices that are connected.
    private readonly SemaphoreSlim _slowChecks = new(Math.Max(1, Environment.ProcessorCount / 2));

    /// <summary>How many slow checks were made.</summary>
    public long SlowChecks => Interlocked.Read(ref _slowChecksMade);

    /// <summary>
    /// True when the secret is behind one of the hashes. An empty list costs the same compare as a generated secret does, so that the time does not tell which devices exist (only that a device
    /// has an imported secret can be told by it).
    /// </summary>
    public async ValueTask<bool> VerifyAsync(IReadOnlyList<SecretHash> hashes, ReadOnlyMemory<byte> presented, CancellationToken cancellationToken)
    {
        var digest = SHA256.HashData(presented.Span);
        var matches = CryptographicOperations.FixedTimeEquals(digest, _nobody);
        foreach (var hash in hashes)
        {
            if (Decode(hash.Hash) is not { Length: SecretHashing.HashBytes } stored)
            {
                continue;
            }

            matches |= hash.Algorithm switch
            {
                SecretHashing.Sha256 => CryptographicOperations.FixedTimeEquals(digest, stored),
                SecretHashing.Pbkdf2 => await VerifySlowlyAsync(hash, stored, presented, cancellationToken),
                _ => false,
            };
        }

        return matches;
    }

    /// <inheritdoc/>
    public void Dispose() => _slowChecks.Dispose();

    private async ValueTask<bool> VerifySlowlyAsync(SecretHash hash, byte[] stored, ReadOnlyMemory<byte> presented, CancellationToken cancellationToken)
    {
        var key = VerifiedSecrets.KeyOf(stored, presented.Span);
        if (_verified.Contains(key))
        {
            return true;
        }

        if (hash.Iterations is < 1 or > MaxIterations || Decode(hash.Salt) is not { } salt)
        {
            return false;
        }

        await _slowChecks.WaitAsync(cancellationToken);
        try
        {
            Interlocked.Increment(ref _slowChecksMade);
            var derived = Rfc2898DeriveBytes.Pbkdf2(presented.Span, salt, hash.Iterations, HashAlgorithmName.SHA256, SecretHashing.HashBytes);
            if (!CryptographicOperations.FixedTimeEquals(derived, stored))
            {
                return false;
            }
        }
        finally
        {
            _slowChecks.Release();
        }

        _verified.Add(key);
        return true;
    }

    private static byte[]? Decode(string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var length) ? bytes[..length] : null;
    }
}
