namespace MiyagiSensing.Domain.Ports;

/// <summary>
/// The key store: turns what identifies a person into what does not, before anything is stored. It lives apart from the event store and has
/// its own backup.
/// </summary>
public interface IPseudonyms
{
    /// <summary>The random pseudonym of an RTK user id: the same for the same id, made at first sight and on disk before it is returned.</summary>
    ValueTask<string> ForRtkUserAsync(string userId, CancellationToken cancellationToken);

    /// <summary>
    /// What is stored instead of a caster's own session id, which may be made of a user's: the same for the same id of the same device, and without the key nothing leads back.
    /// </summary>
    string ForRtkSession(string device, string session);

    /// <summary>
    /// Encrypts raw bytes that may hold personal data, with a key that is destroyed some 30 days later (16-byte id of the key, then AES-256-GCM: 12-byte nonce, ciphertext, 16-byte tag).
    /// </summary>
    byte[] Protect(ReadOnlySpan<byte> plain);
}
