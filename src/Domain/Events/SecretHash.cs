namespace MiyagiSensing.Domain.Events;

/// <summary>A device secret as it is stored: never the secret itself.</summary>
/// <param name="Algorithm"><c>sha256</c> for generated secrets (128 bits or more of randomness), <c>pbkdf2-sha256</c> for imported ones.</param>
/// <param name="Salt">Salt, base64; empty for <c>sha256</c>.</param>
/// <param name="Iterations">PBKDF2 iterations; 1 for <c>sha256</c>.</param>
/// <param name="Hash">Hash, base64, 32 bytes.</param>
public sealed record SecretHash(string Algorithm, string Salt, int Iterations, string Hash);
