using System.Security.Cryptography;
using Npgsql;

namespace MiyagiSensing.Host.KeyStore;

/// <summary>
/// Keys for raw dead letters that may name a person: a new one each day, destroyed after a month. Events are never deleted, but what no key opens any more is gone. The keys stand in the key store's table, sealed with the key
/// of its file, so that both are needed.
/// </summary>
internal sealed class DeadLetterKeys(NpgsqlDataSource dataSource, SecretBox master) : IDisposable
{
    /// <summary>How long one key is used.</summary>
    private static readonly TimeSpan Use = TimeSpan.FromDays(1);

    /// <summary>How long a letter stays readable after the last use of its key. Source: the platform's contract on secrets, 30 days.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    private const int KeyBytes = 32;
    private const int IdBytes = 16;

    private volatile Current? _current;

    /// <summary>The table of the keys; safe to run at every start.</summary>
    public const string Schema = "create table if not exists miyagi_keys.dead_letter_keys (id uuid primary key, key bytea not null, created_at timestamptz not null);";

    /// <summary>Seals a letter: the key's id, 16 bytes, then the box.</summary>
    /// <exception cref="InvalidOperationException"><see cref="RenewAsync"/> was never called.</exception>
    public byte[] Seal(ReadOnlySpan<byte> plain)
    {
        var current = _current ?? throw new InvalidOperationException("The key store is not open yet.");
        var letter = new byte[IdBytes + SecretBox.Overhead + plain.Length];
        current.Id.TryWriteBytes(letter, bigEndian: true, out _);
        current.Box.Seal(plain, letter.AsSpan(IdBytes));
        return letter;
    }

    /// <summary>Destroys the keys whose time is over, also in the table's file, and takes the key of the day, making it when there is none.</summary>
    public async Task RenewAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using (var command = dataSource.CreateCommand("delete from miyagi_keys.dead_letter_keys where created_at < $1"))
        {
            command.Parameters.Add(new NpgsqlParameter { Value = now - Use - Kept });
            if (await command.ExecuteNonQueryAsync(cancellationToken) > 0)
            {
                await using var vacuum = dataSource.CreateCommand("vacuum full miyagi_keys.dead_letter_keys");
                await vacuum.ExecuteNonQueryAsync(cancellationToken);
            }
        }

        var (id, key) = await NewestAsync(now, cancellationToken) ?? await AddAsync(now, cancellationToken);
        if (_current?.Id != id)
        {
            // Whoever seals with the one before has it still; it is collected afterwards.
            _current = new Current(id, new SecretBox(key));
        }
    }

    public void Dispose() => _current?.Box.Dispose();

    private async Task<(Guid Id, byte[] Key)?> NewestAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("select id, key from miyagi_keys.dead_letter_keys where created_at > $1 and created_at <= $2 order by created_at desc, id limit 1");
        command.Parameters.Add(new NpgsqlParameter { Value = now - Use });
        command.Parameters.Add(new NpgsqlParameter { Value = now });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
        {
            return null;
        }

        try
        {
            return (reader.GetGuid(0), master.Open(reader.GetFieldValue<byte[]>(1)));
        }
        catch (AuthenticationTagMismatchException)
        {
            // The file of the key store was lost and made anew: what that key sealed is lost, what comes is not.
            return null;
        }
    }

    private async Task<(Guid Id, byte[] Key)> AddAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (id, key, box) = (Guid.NewGuid(), RandomNumberGenerator.GetBytes(KeyBytes), new byte[KeyBytes + SecretBox.Overhead]);
        master.Seal(key, box);
        await using var command = dataSource.CreateCommand("insert into miyagi_keys.dead_letter_keys (id, key, created_at) values ($1, $2, $3)");
        command.Parameters.Add(new NpgsqlParameter { Value = id });
        command.Parameters.Add(new NpgsqlParameter { Value = box });
        command.Parameters.Add(new NpgsqlParameter { Value = now });
        await command.ExecuteNonQueryAsync(cancellationToken);
        return (id, key);
    }

    private sealed record Current(Guid Id, SecretBox Box);
}
