using System.Security.Cryptography;
using System.Text;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Gateway.Access;
using Xunit;

namespace MiyagiSensing.Unit.Gateway.Access;

public sealed class SecretHashingTests
{
    [Fact]
    public async Task A_generated_secret_passes_its_own_hash_and_no_other()
    {
        using var random = RandomNumberGenerator.Create();
        using var verifier = new SecretVerifier();

        var (secret, hash) = SecretHashing.Generate(random);
        var (other, _) = SecretHashing.Generate(random);

        Assert.Matches("^[A-Za-z0-9_-]{32}$", secret);
        Assert.Equal(("sha256", "", 1), (hash.Algorithm, hash.Salt, hash.Iterations));
        Assert.True(await VerifyAsync(verifier, secret, hash));
        Assert.False(await VerifyAsync(verifier, other, hash));
        Assert.Equal(0, verifier.SlowChecks);
    }

    [Fact]
    public async Task An_imported_secret_is_hashed_slowly_once_and_then_remembered()
    {
        using var random = RandomNumberGenerator.Create();
        using var verifier = new SecretVerifier();

        var hash = SecretHashing.Import("password", random);

        Assert.Equal(("pbkdf2-sha256", SecretHashing.Iterations), (hash.Algorithm, hash.Iterations));
        Assert.True(await VerifyAsync(verifier, "password", hash));
        Assert.True(await VerifyAsync(verifier, "password", hash));
        Assert.Equal(1, verifier.SlowChecks);
        Assert.False(await VerifyAsync(verifier, "Password", hash));
        Assert.False(await VerifyAsync(verifier, "Password", hash));
        Assert.Equal(3, verifier.SlowChecks);
    }

    [Fact]
    public async Task The_same_imported_secret_has_another_hash_for_another_device()
    {
        using var random = RandomNumberGenerator.Create();
        using var verifier = new SecretVerifier();
        var (one, two) = (SecretHashing.Import("password", random), SecretHashing.Import("password", random));

        Assert.NotEqual(one.Hash, two.Hash);
        Assert.True(await VerifyAsync(verifier, "password", one));
        Assert.True(await VerifyAsync(verifier, "password", two));
        Assert.Equal(2, verifier.SlowChecks);
    }

    [Fact]
    public void An_empty_secret_is_not_imported()
    {
        using var random = RandomNumberGenerator.Create();

        Assert.Throws<ArgumentException>(() => SecretHashing.Import("", random));
    }

    [Theory]
    [InlineData("sha256", "", 1, "")]
    [InlineData("sha256", "", 1, "not base64!")]
    [InlineData("sha256", "", 1, "AAAA")]
    [InlineData("md5", "", 1, "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("pbkdf2-sha256", "AAAA", 0, "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("pbkdf2-sha256", "AAAA", int.MaxValue, "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("pbkdf2-sha256", "?", 1, "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    public async Task A_hash_that_is_none_of_ours_matches_nothing(string algorithm, string salt, int iterations, string hash)
    {
        using var verifier = new SecretVerifier();

        Assert.False(await VerifyAsync(verifier, "", new SecretHash(algorithm, salt, iterations, hash)));
    }

    [Fact]
    public void Remembered_secrets_are_bounded_and_the_oldest_makes_room()
    {
        var verified = new VerifiedSecrets(capacity: 2);
        foreach (var key in new UInt128[] { 1, 2, 2, 3 })
        {
            verified.Add(key);
        }

        Assert.Equal([false, true, true], new UInt128[] { 1, 2, 3 }.Select(verified.Contains));
    }

    private static ValueTask<bool> VerifyAsync(SecretVerifier verifier, string secret, SecretHash hash) =>
        verifier.VerifyAsync([hash], Encoding.UTF8.GetBytes(secret), TestContext.Current.CancellationToken);
}
