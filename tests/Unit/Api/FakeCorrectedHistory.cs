using System.Runtime.CompilerServices;
using MiyagiSensing.Domain.Corrections;
using MiyagiSensing.Projections.Corrections;
using MiyagiSensing.Projections.SeriesHistory;

namespace MiyagiSensing.Unit.Api;

/// <summary>Three readings a second apart, the last one taken out by a correction.</summary>
internal sealed class FakeCorrectedHistory : ICorrectedHistoryQueries
{
    public static readonly DateTimeOffset First = new(2026, 11, 20, 23, 0, 0, TimeSpan.Zero);

    public DateTimeOffset? AsKnownOn { get; private set; }

    public Task<CorrectionBook> CorrectionsAsync(CancellationToken cancellationToken) => Task.FromResult(new CorrectionBook());

    public async IAsyncEnumerable<CorrectedReading> ReadAsync(
        SeriesId series, DateTimeOffset from, DateTimeOffset to, DateTimeOffset? asKnownOn, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        AsKnownOn = asKnownOn;
        for (var i = 0; i < 3; i++)
        {
            var raw = new HistoricValue(i + 1, First.AddSeconds(i), First.AddSeconds(i), i);
            yield return await ValueTask.FromResult(i < 2 ? new CorrectedReading(raw, i, []) : new CorrectedReading(raw, double.NaN, ["c-1"]));
        }
    }
}
