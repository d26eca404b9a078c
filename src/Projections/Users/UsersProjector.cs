using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Projections.Engine;
using MiyagiSensing.Projections.Engine.Audit;
using Npgsql;

namespace MiyagiSensing.Projections.Users;

/// <summary>Accounts and roles.</summary>
internal sealed class UsersProjector : IProjector
{
    private readonly List<IDomainEvent> _unsaved = [];

    public string Name => "users/1";

    public IReadOnlyList<RowAudit> Audits { get; } =
    [
        // A fingerprint of what is stored of the password, which itself is shown nowhere.
        new EntityAudit(data => data is UserAdded fact ? ([fact.Name], Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(fact.PasswordHash)))[..16]) : null)
        {
            Name = "accounts with their passwords",
            Table = "users",
            Key = [("name", "varchar")],
            Value = "min(left(encode(sha256(convert_to(password_hash, 'UTF8')), 'hex'), 16))",
            EventTypes = new HashSet<string> { "user_added" },
        },
        EntityAudit.Of<RoleGranted>("roles granted", "role_granted", "user_roles", fact => [fact.Name, fact.Role], "name", "role"),
    ];

    public IReadOnlySet<string>? EventTypes { get; } = new HashSet<string> { "user_added", "role_granted" };

    public string Schema =>
        """
        create table if not exists users (name varchar primary key, password_hash varchar not null);
        create table if not exists user_roles (name varchar not null, role varchar not null, primary key (name, role));
        """;

    public bool IsUrgent => _unsaved.Count > 0;

    public Task LoadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        _unsaved.Clear();
        return Task.CompletedTask;
    }

    public Task FoldAsync(IReadOnlyList<RecordedEvent> events, CancellationToken cancellationToken)
    {
        _unsaved.AddRange(events.Select(item => item.Data).Where(data => data is UserAdded or RoleGranted)!);
        return Task.CompletedTask;
    }

    public async Task SaveAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        foreach (var data in _unsaved)
        {
            var (sql, name, value) = data switch
            {
                UserAdded user => (
                    "insert into users (name, password_hash) values ($1, $2) on conflict (name) do update set password_hash = excluded.password_hash",
                    user.Name, user.PasswordHash),
                RoleGranted grant => ("insert into user_roles (name, role) values ($1, $2) on conflict do nothing", grant.Name, grant.Role),
                _ => throw new UnreachableException(),
            };
            await using var command = new NpgsqlCommand(sql, connection, transaction)
            {
                Parameters = { new NpgsqlParameter { Value = name }, new NpgsqlParameter { Value = value } },
            };
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        _unsaved.Clear();
    }

    public void Committed(long position)
    {
    }
}
