using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Journal;
using MiyagiSensing.Projections.Corrections;
using MiyagiSensing.Projections.Engine.Audit;
using Npgsql;

namespace MiyagiSensing.Projections.Devices;

/// <summary>
/// The newest reading of each series: both clocks and the value, against <c>latest_values</c>. The newest is the one that was measured last, no later than it arrived; the first committed of equals. A value that differs
/// from the raw one is right when a correction says so.
/// </summary>
internal sealed class LatestValuesAudit : RowAudit
{
    private readonly string _projection;
    private readonly CorrectionFacts _corrections;
    private bool _knowsCorrections;

    /// <param name="projection">The projection whose corrections count.</param>
    [SetsRequiredMembers]
    public LatestValuesAudit(string projection)
    {
        _projection = projection;
        _corrections = new CorrectionFacts(_projection);
        Name = "series with their newest value";
        Table = "latest_values";
        Key = [("device", "varchar"), ("sensor", "varchar"), ("metric", "varchar")];
        Value = "min((extract(epoch from measured_at) * 1000)::bigint || ' ' || (extract(epoch from received_at) * 1000)::bigint || ' ' || coalesce(encode(float8send(value), 'hex'), 'none'))";
        EventTypes = new HashSet<string> { EventCatalog.ReadingsRecorded };
    }

    public override void Fold(IDomainEvent data, DateTimeOffset recordedAt)
    {
        foreach (var group in ((ReadingsRecorded)data).Groups)
        {
            var newest = new int[group.Sources.Length];
            Array.Fill(newest, -1);
            for (var i = 0; i < group.Count; i++)
            {
                var s = group.SourceIndex[i];
                if (newest[s] < 0 || Order(group.MeasuredAt[i], group.ReceivedAt[i]).CompareTo(Order(group.MeasuredAt[newest[s]], group.ReceivedAt[newest[s]])) > 0)
                {
                    newest[s] = i;
                }
            }

            for (var s = 0; s < newest.Length; s++)
            {
                for (var k = 0; newest[s] >= 0 && k < group.Metrics.Count; k++)
                {
                    Note(Text(group.MeasuredAt[newest[s]], group.ReceivedAt[newest[s]], group.Values[k][newest[s]]), group.Sources[s].Device, group.Sources[s].Sensor, group.Metrics[k]);
                }
            }
        }
    }

    public override string Combine(string earlier, string later) => Order(later).CompareTo(Order(earlier)) > 0 ? later : earlier;

    public override long NumberOf(string value) => 1;

    public override string Describe(string value)
    {
        var (measured, received, number) = Parse(value);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{(double.IsNaN(number) ? "no value" : number)} of {DateTimeOffset.FromUnixTimeMilliseconds(measured):yyyy-MM-dd'T'HH:mm:ss.fff'Z'}, received {DateTimeOffset.FromUnixTimeMilliseconds(received):yyyy-MM-dd'T'HH:mm:ss.fff'Z'}");
    }

    public override async Task<bool> IsRightAsync(NpgsqlConnection connection, IReadOnlyList<string> key, string journal, string rows, CancellationToken cancellationToken)
    {
        var (raw, stored) = (Parse(journal), Parse(rows));
        if ((raw.Measured, raw.Received) != (stored.Measured, stored.Received))
        {
            return false;
        }

        if (!_knowsCorrections)
        {
            await _corrections.LoadAsync(connection, cancellationToken);
            _knowsCorrections = true;
        }

        return _corrections.Book.Corrected(key[0], key[1], key[2], DateTimeOffset.FromUnixTimeMilliseconds(raw.Measured), raw.Value).Value.Equals(stored.Value);
    }

    public override void Clear()
    {
        base.Clear();
        _knowsCorrections = false;
    }

    private static (long, long) Order(long measured, long received) => (Math.Min(measured, received), measured);

    private static (long, long) Order(string value)
    {
        var (measured, received, _) = Parse(value);
        return Order(measured, received);
    }

    private static string Text(long measured, long received, double value) => string.Create(
        CultureInfo.InvariantCulture, $"{measured} {received} {(double.IsNaN(value) ? "none" : BitConverter.DoubleToInt64Bits(value).ToString("x16", CultureInfo.InvariantCulture))}");

    private static (long Measured, long Received, double Value) Parse(string text)
    {
        var parts = text.Split(' ');
        return (
            long.Parse(parts[0], CultureInfo.InvariantCulture),
            long.Parse(parts[1], CultureInfo.InvariantCulture),
            parts[2] == "none" ? double.NaN : BitConverter.Int64BitsToDouble(long.Parse(parts[2], NumberStyles.HexNumber, CultureInfo.InvariantCulture)));
    }
}
