using MiyagiSensing.Projections.Engine;
using Npgsql;

namespace MiyagiSensing.Projections.Stations;

/// <summary>Reads <c>station_thresholds</c>.</summary>
internal sealed class ThresholdQueries(ProjectionDatabase database) : IThresholdQueries
{
    public async Task<IReadOnlyList<ThresholdChange>> ListAsync(string station, CancellationToken cancellationToken)
    {
        await using var command = database.Pages.CreateCommand("select position, fact, actor, recorded_at from miyagi.station_thresholds where station = $1 order by position");
        command.Parameters.Add(new NpgsqlParameter { Value = station });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await ThresholdRows.ReadAsync(reader, cancellationToken);
    }
}
