using System.Data;
using MiyagiSensing.Domain.Corrections;
using MiyagiSensing.Projections.Corrections;
using MiyagiSensing.Projections.Engine;
using Npgsql;

namespace MiyagiSensing.Projections.TimeSeries;

/// <summary>How far the writer has come, and by which facts it writes: of one moment.</summary>
/// <param name="Facts">Domains and stations of devices.</param>
/// <param name="Corrections">Those that the writer has taken in.</param>
/// <param name="Position">Its checkpoint: the points of all events up to there are out.</param>
internal sealed record WriterKnowledge(ReferenceFacts Facts, CorrectionBook Corrections, long Position)
{
    /// <summary>Reads it as it is now.</summary>
    public static async Task<WriterKnowledge> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        // The writer's own are those of some minutes ago, where it would begin to send again.
        var facts = new ReferenceFacts("devices/1");
        await facts.LoadAsync(connection, cancellationToken);
        var corrections = new CorrectionFacts(TimeSeriesProjector.ProjectionName);
        await corrections.LoadAsync(connection, cancellationToken);
        var position = await Checkpoints.PositionAsync(connection, TimeSeriesProjector.ProjectionName, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new WriterKnowledge(facts, corrections.Book, position);
    }
}
