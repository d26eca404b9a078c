using MiyagiSensing.Projections.Engine;
using Npgsql;

namespace MiyagiSensing.Projections.Users;

/// <summary>Reads accounts from the projection's rows.</summary>
internal sealed class UserQueries(ProjectionDatabase database) : IUserQueries
{
    public async Task<UserAccount?> FindAsync(string name, CancellationToken cancellationToken)
    {
        await using var command = database.Pages.CreateCommand(
            "select u.name, u.password_hash, array(select r.role from miyagi.user_roles r where r.name = u.name) from miyagi.users u where u.name = $1");
        command.Parameters.Add(new NpgsqlParameter { Value = name });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new UserAccount(reader.GetString(0), reader.GetString(1), reader.GetFieldValue<string[]>(2))
            : null;
    }

    public async Task<long> CountAsync(CancellationToken cancellationToken)
    {
        await using var command = database.Pages.CreateCommand("select count(*) from miyagi.users");
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
