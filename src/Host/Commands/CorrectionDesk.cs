using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using MiyagiSensing.Domain.Corrections;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Ports;
using MiyagiSensing.Host.Configuration;
using MiyagiSensing.Projections.Corrections;
using MiyagiSensing.Projections.SeriesHistory;

namespace MiyagiSensing.Host.Commands;

/// <summary>Makes corrections, shows them and takes them back.</summary>
internal sealed class CorrectionDesk(StoreSession session, TimeProvider clock)
{
    /// <summary>Values that a preview shows.</summary>
    public const int Shown = 5;

    /// <summary>Values that the event carries; see <see cref="CorrectionMade.Values"/>.</summary>
    private const int Carried = 100;

    private static readonly TimeSpan Japan = TimeSpan.FromHours(9);

    private readonly ICorrectedHistoryQueries _history = session.Get<ICorrectedHistoryQueries>();

    /// <summary>Works out what a correction would do.</summary>
    /// <exception cref="SettingsException">The device has no such series.</exception>
    public async Task<CorrectionDraft> DraftAsync(
        SeriesId series, DateTimeOffset from, DateTimeOffset to, string kind, double? value, string reason, string by, CancellationToken cancellationToken)
    {
        var known = await session.Get<ISeriesHistoryQueries>().ListAsync(series.Device, cancellationToken);
        if (!known.Contains(series))
        {
            throw new SettingsException(known.Count == 0
                ? $"Nothing was ever received from '{series.Device}'; see device list."
                : $"'{series.Device}' has no {series.Sensor} {series.Metric}; it has {string.Join(", ", known.Select(one => $"{one.Sensor} {one.Metric}"))}.");
        }

        List<CorrectionStep> steps = [];
        var readings = 0;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var bytes = new byte[16];
        await foreach (var reading in _history.ReadAsync(series, from, to, null, cancellationToken))
        {
            readings++;
            BinaryPrimitives.WriteInt64LittleEndian(bytes, reading.Raw.MeasuredAt.ToUnixTimeMilliseconds());
            BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(8), reading.Value);
            hash.AppendData(bytes);
            if (steps.Count < Carried)
            {
                steps.Add(new CorrectionStep
                {
                    MeasuredAt = reading.Raw.MeasuredAt,
                    Old = Number(reading.Value),
                    New = Number(CorrectionKinds.Apply(kind, value, reading.Value)),
                });
            }
        }

        var fact = new CorrectionMade
        {
            Correction = string.Create(CultureInfo.InvariantCulture, $"{clock.GetUtcNow():yyyyMMdd}-{RandomNumberGenerator.GetHexString(8, lowercase: true)}"),
            Device = series.Device,
            Sensor = series.Sensor,
            Metric = series.Metric,
            From = from,
            To = to,
            Kind = kind,
            Value = value,
            Reason = reason,
            By = by,
            Readings = readings,
            Values = readings <= Carried ? steps : [],
            OldHash = Convert.ToHexStringLower(hash.GetHashAndReset()),
        };
        return new CorrectionDraft(fact, [.. steps.Take(Shown)]);
    }

    /// <summary>Records it.</summary>
    public async Task RecordAsync(CorrectionMade fact, CancellationToken cancellationToken)
    {
        var stream = StreamOf(fact.Correction);
        var result = await session.Store.AppendAsync(
            [new NewEvent(Guid.CreateVersion7(clock.GetUtcNow()), stream, fact, new EventHeaders(fact.By))],
            new Dictionary<string, ExpectedVersion> { [stream] = ExpectedVersion.NoStream },
            cancellationToken);
        if (result is AppendResult.Conflict)
        {
            throw new SettingsException($"There is a correction {fact.Correction} already, by chance; try again.");
        }
    }

    /// <summary>Takes one back.</summary>
    /// <exception cref="SettingsException">There is none with this id, or it was undone before.</exception>
    public async Task UndoAsync(string id, string reason, string by, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, cancellationToken) is { Undone: { } before })
        {
            throw new SettingsException($"Correction {id} was undone already, by {before.By}: {before.Reason}");
        }

        var result = await session.Store.AppendAsync(
            [new NewEvent(Guid.CreateVersion7(clock.GetUtcNow()), StreamOf(id), new CorrectionUndone { Correction = id, Reason = reason, By = by }, new EventHeaders(by))],
            new Dictionary<string, ExpectedVersion> { [StreamOf(id)] = ExpectedVersion.Exactly(1) },
            cancellationToken);
        if (result is AppendResult.Conflict)
        {
            throw new SettingsException($"Correction {id} was undone by someone else just now.");
        }
    }

    /// <summary>All corrections.</summary>
    public Task<CorrectionBook> BookAsync(CancellationToken cancellationToken) => _history.CorrectionsAsync(cancellationToken);

    /// <summary>One correction.</summary>
    /// <exception cref="SettingsException">There is none with this id.</exception>
    public async Task<Correction> FindAsync(string id, CancellationToken cancellationToken) =>
        (await BookAsync(cancellationToken)).Find(id) ?? throw new SettingsException($"There is no correction '{id}'; see correction list.");

    /// <summary>What a draft would do.</summary>
    public static string Preview(CorrectionDraft draft)
    {
        var more = draft.Fact.Readings - draft.First.Count;
        return string.Join(
            Environment.NewLine,
            [
                $"{What(draft.Fact)} touches {draft.Fact.Readings} readings so far",
                .. draft.First.Select(ToLine),
                .. more > 0 ? [$"  and {more} more"] : Array.Empty<string>(),
            ]);
    }

    /// <summary>One line for a list.</summary>
    public static string ToLine(Correction correction) =>
        $"{correction.Id}\t{What(correction.Fact)}\t{correction.Fact.By}\t{(correction.Undone is null ? "holds" : "undone")}\t{correction.Fact.Reason}";

    /// <summary>Everything there is to know.</summary>
    public static string ToText(Correction correction) => string.Join(
        Environment.NewLine,
        [
            $"{correction.Id}: {What(correction.Fact)}",
            $"made by {correction.Fact.By} on {Show(correction.MadeAt)}: {correction.Fact.Reason}",
            correction.Undone is { } undone ? $"undone by {undone.By} on {Show(correction.UndoneAt!.Value)}: {undone.Reason}" : "holds",
            $"{correction.Fact.Readings} readings then; old values' SHA-256 {correction.Fact.OldHash}",
            .. correction.Fact.Values.Select(ToLine),
        ]);

    private static string What(CorrectionMade fact) =>
        $"{fact.Device} {fact.Sensor} {fact.Metric} from {Show(fact.From)} to {Show(fact.To)}: {fact.Kind}{(fact.Value is { } value ? $" {Show(value)}" : "")}";

    private static string ToLine(CorrectionStep step) => $"  {Show(step.MeasuredAt)}  {Show(step.Old)} -> {Show(step.New)}";

    private static string Show(double? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "missing";

    private static string Show(DateTimeOffset instant) => instant.ToOffset(Japan).ToString("yyyy-MM-dd'T'HH:mm:ss.FFFzzz", CultureInfo.InvariantCulture);

    private static double? Number(double value) => double.IsNaN(value) ? null : value;

    private static string StreamOf(string id) => $"correction:{id}";
}
