using System.Security.Cryptography;
using System.Text;
using MiyagiSensing.Domain.Ports;
using MiyagiSensing.Domain.Rtk;
using Npgsql;

namespace MiyagiSensing.Host.KeyStore;

/// <summary>
/// The key store: HMAC of an RTK user id → random pseudonym, in a schema of its own that has its own backup, with keys in a file that only the owner can read. Without both, no
/// stored event leads back to a person. Nothing is remembered in memory, so that a person who is forgotten is so at once in every process.
/// </summary>
internal sealed class PostgresKeyStore : IPseudonyms, IDisposable
{
    /// <summary>Bytes of a session's name. Chosen: no two sessions of a base station meet by chance in a century.</summary>
    private const int SessionBytes = 10;

    private readonly NpgsqlDataSource _dataSource;
    private readonly byte[] _hmacKey;
    private readonly SecretBox _master;
    private readonly DeadLetterKeys _deadLetters;

    /// <summary>Uses the key file, 64 bytes: 32 for HMAC-SHA-256, 32 for AES-256-GCM, which seals the keys of dead letters.</summary>
    public PostgresKeyStore(NpgsqlDataSource dataSource, string keyFile)
    {
        var keys = ReadOrCreate(keyFile);
        (_dataSource, _hmacKey, _master) = (dataSource, keys[..32], new SecretBox(keys[32..]));
        _deadLetters = new DeadLetterKeys(dataSource, _master);
    }

    /// <summary>Creates the key store's schema; safe to run at every start.</summary>
    public static async Task MigrateAsync(NpgsqlDataSource dataSource, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            $"""
            create schema if not exists miyagi_keys;
            create table if not exists miyagi_keys.rtk_pseudonyms (hmac bytea primary key, pseudonym varchar not null unique);
            {DeadLetterKeys.Schema}
            """);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The file of the keys in a data folder.</summary>
    public static string FileIn(string dataFolder) => Path.Combine(dataFolder, "keys", "key-store");

    public async ValueTask<string> ForRtkUserAsync(string userId, CancellationToken cancellationToken)
    {
        if (await FindAsync(userId, cancellationToken) is { } known)
        {
            return known;
        }

        await using var command = _dataSource.CreateCommand(
            """
            insert into miyagi_keys.rtk_pseudonyms as p (hmac, pseudonym) values ($1, $2)
                on conflict (hmac) do update set hmac = p.hmac returning pseudonym
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = Hmac(userId) });
        command.Parameters.Add(new NpgsqlParameter { Value = RtkPseudonym.Of(RandomNumberGenerator.GetBytes(RtkPseudonym.RandomBytes)) });
        return (string)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>The pseudonym that an id has; null when it has none.</summary>
    public async Task<string?> FindAsync(string userId, CancellationToken cancellationToken)
    {
        await using var command = _dataSource.CreateCommand("select pseudonym from miyagi_keys.rtk_pseudonyms where hmac = $1");
        command.Parameters.Add(new NpgsqlParameter { Value = Hmac(userId) });
        return (string?)await command.ExecuteScalarAsync(cancellationToken);
    }

    /// <summary>Deletes what leads to pseudonyms, also from the table's file; the ids get new ones when they come again.</summary>
    /// <returns>How many led anywhere.</returns>
    public async Task<int> ForgetAsync(IReadOnlyCollection<string> pseudonyms, CancellationToken cancellationToken)
    {
        await using var command = _dataSource.CreateCommand("delete from miyagi_keys.rtk_pseudonyms where pseudonym = any ($1)");
        command.Parameters.Add(new NpgsqlParameter { Value = pseudonyms.ToArray() });
        var deleted = await command.ExecuteNonQueryAsync(cancellationToken);
        if (deleted > 0)
        {
            await using var vacuum = _dataSource.CreateCommand("vacuum full miyagi_keys.rtk_pseudonyms");
            await vacuum.ExecuteNonQueryAsync(cancellationToken);
        }

        return deleted;
    }

    // A device id has no full stop, so no two pairs make one text; ids of users are hashed without one.
    public string ForRtkSession(string device, string session) => "s-" + Convert.ToHexStringLower(Hmac($"session:{device}.{session}").AsSpan(0, SessionBytes));

    public byte[] Protect(ReadOnlySpan<byte> plain) => _deadLetters.Seal(plain);

    /// <summary>Takes the day's key for <see cref="Protect"/> and destroys those that are a month old; at each start and each hour.</summary>
    public Task RenewAsync(DateTimeOffset now, CancellationToken cancellationToken) => _deadLetters.RenewAsync(now, cancellationToken);

    public void Dispose()
    {
        _deadLetters.Dispose();
        _master.Dispose();
    }

    private byte[] Hmac(string text) => HMACSHA256.HashData(_hmacKey, Encoding.UTF8.GetBytes(text));

    private static byte[] ReadOrCreate(string keyFile)
    {
        if (!File.Exists(keyFile))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(keyFile)!);
            using var file = new FileStream(keyFile, new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            });
            file.Write(RandomNumberGenerator.GetBytes(64));
            file.Flush(flushToDisk: true);
        }

        var keys = File.ReadAllBytes(keyFile);
        return keys.Length == 64 ? keys : throw new InvalidOperationException($"The key file {keyFile} has {keys.Length} bytes instead of 64: restore it from its backup.");
    }
}
