using System.Security.Cryptography;
using System.Text;
using MiyagiSensing.Host.KeyStore;
using MiyagiSensing.Integration.EventStore;
using MiyagiSensing.Integration.Fixtures;
using Npgsql;
using Xunit;

namespace MiyagiSensing.Integration.Rtk;

/// <summary>Raw dead letters that may name a person are readable for a month, by who has the file and the table, and then by nobody.</summary>
public sealed class DeadLetterKeysTests(StoreFixture fixture) : IClassFixture<StoreFixture>
{
    private static readonly DateTimeOffset Start = new(2026, 11, 21, 0, 0, 0, TimeSpan.Zero);

    private readonly string _keyFile = Path.Combine(TemporaryFolder.Create("key-store"), "key-store");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_letter_is_readable_for_a_month_and_then_its_key_is_destroyed()
    {
        await PostgresKeyStore.MigrateAsync(fixture.DataSource, Cancellation);
        using var keys = new PostgresKeyStore(fixture.DataSource, _keyFile);
        Assert.Throws<InvalidOperationException>(() => keys.Protect("too early"u8));
        await keys.RenewAsync(Start, Cancellation);
        var first = keys.Protect("yamada"u8);
        await keys.RenewAsync(Start.AddHours(23), Cancellation);
        Assert.Equal(KeyOf(first), KeyOf(keys.Protect("sato"u8)));
        await keys.RenewAsync(Start.AddHours(25), Cancellation);
        var next = keys.Protect("suzuki"u8);
        Assert.NotEqual(KeyOf(first), KeyOf(next));
        Assert.Equal("yamada", await OpenAsync(first));
        Assert.DoesNotContain("yamada", Encoding.UTF8.GetString(first), StringComparison.Ordinal);

        await keys.RenewAsync(Start.AddDays(31), Cancellation);
        Assert.Equal("yamada", await OpenAsync(first));
        await keys.RenewAsync(Start.AddDays(31).AddHours(1), Cancellation);
        Assert.Null(await OpenAsync(first));
        Assert.Equal("suzuki", await OpenAsync(next));

        // A process that starts goes on with the key of the day; one whose key file was made anew takes another key.
        using var restarted = new PostgresKeyStore(fixture.DataSource, _keyFile);
        await restarted.RenewAsync(Start.AddDays(31).AddHours(2), Cancellation);
        Assert.Equal(KeyOf(keys.Protect("sato"u8)), KeyOf(restarted.Protect("sato"u8)));
        using var another = new PostgresKeyStore(fixture.DataSource, _keyFile + "-new");
        await another.RenewAsync(Start.AddDays(31).AddHours(2), Cancellation);
        Assert.NotEqual(KeyOf(keys.Protect("sato"u8)), KeyOf(another.Protect("sato"u8)));
    }

    private static Guid KeyOf(byte[] letter) => new(letter.AsSpan(0, 16), bigEndian: true);

    /// <summary>Opens a letter as its format is documented, by means of its own; null when there is no such key.</summary>
    private async Task<string?> OpenAsync(byte[] letter)
    {
        await using var command = fixture.DataSource.CreateCommand("select key from miyagi_keys.dead_letter_keys where id = $1");
        command.Parameters.Add(new NpgsqlParameter { Value = KeyOf(letter) });
        return await command.ExecuteScalarAsync(Cancellation) is byte[] sealedKey
            ? Encoding.UTF8.GetString(Open(Open((await File.ReadAllBytesAsync(_keyFile, Cancellation))[32..], sealedKey), letter[16..]))
            : null;
    }

    private static byte[] Open(byte[] key, byte[] box)
    {
        using var cipher = new AesGcm(key, 16);
        var plain = new byte[box.Length - 28];
        cipher.Decrypt(box.AsSpan(0, 12), box.AsSpan(12, plain.Length), box.AsSpan(12 + plain.Length), plain);
        return plain;
    }
}
