using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using MiyagiSensing.Domain.Ports;
using Npgsql;

namespace MiyagiSensing.Host.KeyStore;

/// <summary>
/// The key store: HMAC of an RTK user id → random pseudonym, in a schema of its own that has its own backup, with keys in a file that only the owner can read. Without both, no
/// stored event leads back to a person.
/// </summary>
internal sealed class PostgresKeyStore : IPseudonyms, IDisposable
{
    /// <summary>Pseudonyms kept in memory. Chosen: every farmer of the prefecture.</summary>
    private const int MaxRemembered = 100_000;

    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    private readonly NpgsqlDataSource _dataSource;
    private readonly byte[] _hmacKey;
    private readonly AesGcm _cipher;
    private readonly Lock _cipherGate = new();
    private readonly ConcurrentDictionary<string, string> _remembered = new(StringComparer.Ordinal);

    /// <summary>Uses the key file, 64 bytes: 32 for HMAC-SHA-256, 32 for AES-256-GCM.</summary>
    public PostgresKeyStore(NpgsqlDataSource dataSource, string keyFile)
    {
        var keys = ReadOrCreate(keyFile);
        (_dataSource, _hmacKey, _cipher) = (dataSource, keys[..32], new AesGcm(keys.AsSpan(32), TagBytes));
    }

    /// <summary>Creates the key store's schema; safe to run at every start.</summary>
    public static async Task MigrateAsync(NpgsqlDataSource dataSource, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            """
            create schema if not exists miyagi_keys;
            create table if not exists miyagi_keys.rtk_pseudonyms (hmac bytea primary key, pseudonym varchar not null unique);
            """);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public ValueTask<string> ForRtkUserAsync(string userId, CancellationToken cancellationToken)
    {
        var hmac = HMACSHA256.HashData(_hmacKey, Encoding.UTF8.GetBytes(userId));
        return _remembered.TryGetValue(Convert.ToHexString(hmac), out var pseudonym)
            ? ValueTask.FromResult(pseudonym)
            : new ValueTask<string>(FindOrCreateAsync(hmac, cancellationToken));
    }

    public byte[] Protect(ReadOnlySpan<byte> plain)
    {
        var box = new byte[NonceBytes + plain.Length + TagBytes];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceBytes));
        lock (_cipherGate)
        {
            _cipher.Encrypt(box.AsSpan(0, NonceBytes), plain, box.AsSpan(NonceBytes, plain.Length), box.AsSpan(NonceBytes + plain.Length));
        }

        return box;
    }

    public void Dispose() => _cipher.Dispose();

    private async Task<string> FindOrCreateAsync(byte[] hmac, CancellationToken cancellationToken)
    {
        await using var command = _dataSource.CreateCommand(
            """
            insert into miyagi_keys.rtk_pseudonyms as p (hmac, pseudonym) values ($1, $2)
                on conflict (hmac) do update set hmac = p.hmac returning pseudonym
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = hmac });
        command.Parameters.Add(new NpgsqlParameter { Value = "rtk-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(10)) });
        var pseudonym = (string)(await command.ExecuteScalarAsync(cancellationToken))!;
        if (_remembered.Count < MaxRemembered)
        {
            _remembered.TryAdd(Convert.ToHexString(hmac), pseudonym);
        }

        return pseudonym;
    }

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
