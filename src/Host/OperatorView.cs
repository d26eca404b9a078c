using System.Runtime.InteropServices;
using MiyagiSensing.Dashboard.Operations;
using MiyagiSensing.Gateway.Access;
using Npgsql;

namespace MiyagiSensing.Host;

/// <summary>What operators see of the other stages: refused devices from the Gateway's memory, dead letters from the event store, versions.</summary>
internal sealed class OperatorView(RecentRefusals refusals, NpgsqlDataSource dataSource) : IOperatorView
{
    public async Task<IReadOnlyList<RefusalRow>> RefusalsAsync(int limit, CancellationToken cancellationToken)
    {
        List<RefusalRow> rows = [.. refusals.Newest(limit).Select(item => new RefusalRow(item.At, item.Client, item.Topic, $"{item.Reason}{(item.Address is { } address ? $" ({address})" : "")}"))];
        await using var command = dataSource.CreateCommand(
            "select timestamp, data ->> 'device', data ->> 'topic', data ->> 'reason' from miyagi.mt_events where type = 'message_dead_lettered' order by seq_id desc limit $1");
        command.Parameters.Add(new NpgsqlParameter { Value = limit });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(new RefusalRow(reader.GetFieldValue<DateTimeOffset>(0), reader.GetString(1), reader.GetString(2), reader.GetString(3)));
        }

        return [.. rows.OrderByDescending(row => row.At).Take(limit)];
    }

    public async Task<IReadOnlyList<ComponentVersion>> VersionsAsync(CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("show server_version");
        return
        [
            new ComponentVersion("MiyagiSensing", typeof(OperatorView).Assembly.GetName().Version!.ToString(3)),
            new ComponentVersion(".NET", RuntimeInformation.FrameworkDescription),
            new ComponentVersion("PostgreSQL", (string)(await command.ExecuteScalarAsync(cancellationToken))!),
        ];
    }
}
