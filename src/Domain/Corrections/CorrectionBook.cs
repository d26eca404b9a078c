using System.Diagnostics.CodeAnalysis;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Journal;

namespace MiyagiSensing.Domain.Corrections;

/// <summary>
/// All corrections known so far, by series: the one place that says what a raw value counts as. A fold of <see cref="CorrectionMade"/> and <see cref="CorrectionUndone"/>. Not thread-safe while it folds.
/// </summary>
public sealed class CorrectionBook
{
    private readonly Dictionary<(string Device, string Sensor, string Metric), List<Correction>> _series = [];
    private readonly Dictionary<string, Correction> _byId = [];

    /// <summary>All corrections, in the order in which they were made.</summary>
    public IEnumerable<Correction> All => _byId.Values.OrderBy(correction => correction.Position);

    /// <summary>True while nothing was ever corrected.</summary>
    public bool IsEmpty => _byId.Count == 0;

    /// <summary>The correction with an id; null when there is none.</summary>
    public Correction? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>Takes an event in; says which correction it is about when it changed one.</summary>
    public bool Fold(long position, DateTimeOffset recordedAt, IDomainEvent? data, [NotNullWhen(true)] out Correction? changed)
    {
        changed = data switch
        {
            CorrectionMade made when !_byId.ContainsKey(made.Correction) => new Correction(position, recordedAt, made),
            CorrectionUndone undone when _byId.GetValueOrDefault(undone.Correction) is { Undone: null } held => held with { UndoneAt = recordedAt, Undone = undone },
            _ => null,
        };
        if (changed is null)
        {
            return false;
        }

        _byId[changed.Id] = changed;
        var key = (changed.Fact.Device, changed.Fact.Sensor, changed.Fact.Metric);
        if (!_series.TryGetValue(key, out var corrections))
        {
            _series.Add(key, corrections = []);
        }

        var id = changed.Id;
        corrections.RemoveAll(correction => correction.Id == id);
        corrections.Add(changed);
        corrections.Sort((a, b) => a.Position.CompareTo(b.Position));
        return true;
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        _series.Clear();
        _byId.Clear();
    }

    /// <summary>What a raw value counts as, by the corrections that hold at present or held at an instant, in the order in which they were made.</summary>
    /// <param name="device">Device id.</param>
    /// <param name="sensor">Sensor id.</param>
    /// <param name="metric">Metric name.</param>
    /// <param name="measuredAt">The device's clock.</param>
    /// <param name="raw">The value as received; <see cref="double.NaN"/> is missing.</param>
    /// <param name="asKnownOn">Only corrections that held then; null for the present.</param>
    public CorrectedValue Corrected(string device, string sensor, string metric, DateTimeOffset measuredAt, double raw, DateTimeOffset? asKnownOn = null)
    {
        var value = raw;
        List<string>? applied = null;
        foreach (var correction in _series.GetValueOrDefault((device, sensor, metric)) ?? [])
        {
            if (correction.HeldAt(asKnownOn) && correction.Covers(measuredAt))
            {
                value = CorrectionKinds.Apply(correction.Fact.Kind, correction.Fact.Value, value);
                (applied ??= []).Add(correction.Id);
            }
        }

        return new CorrectedValue(value, applied ?? []);
    }

    /// <summary>A group with its values as they count at present: the same object where nothing of it is corrected.</summary>
    public ReadingGroup Corrected(ReadingGroup group)
    {
        if (_byId.Count == 0)
        {
            return group;
        }

        double[][]? columns = null;
        for (var k = 0; k < group.Metrics.Count; k++)
        {
            var metric = group.Metrics[k];
            var touched = Array.ConvertAll(group.Sources, source => _series.ContainsKey((source.Device, source.Sensor, metric)));
            if (!touched.Contains(true))
            {
                continue;
            }

            var column = (double[])group.Values[k].Clone();
            for (var i = 0; i < column.Length; i++)
            {
                if (touched[group.SourceIndex[i]])
                {
                    var (device, sensor) = group.Sources[group.SourceIndex[i]];
                    column[i] = Corrected(device, sensor, metric, DateTimeOffset.FromUnixTimeMilliseconds(group.MeasuredAt[i]), column[i]).Value;
                }
            }

            columns ??= [.. group.Values];
            columns[k] = column;
        }

        return columns is null ? group : group.With(columns);
    }
}
