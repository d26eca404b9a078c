using System.Numerics;
using MiyagiSensing.Domain;

namespace MiyagiSensing.Projections.Rollups;

/// <summary>Rows added up.</summary>
internal sealed class RollupFold
{
    private long _count;
    private long _missing;
    private long _tooLarge;
    private double? _minimum;
    private double? _maximum;
    private BigInteger _parts;

    /// <summary>Adds a row.</summary>
    /// <param name="count">Readings with a value.</param>
    /// <param name="missing">Readings without.</param>
    /// <param name="tooLarge">Values that the sum lacks.</param>
    /// <param name="minimum">The least value; null without any.</param>
    /// <param name="maximum">The greatest.</param>
    /// <param name="parts">The sum in 1e-9.</param>
    public void Add(long count, long missing, long tooLarge, double? minimum, double? maximum, BigInteger parts)
    {
        _count += count;
        _missing += missing;
        _tooLarge += tooLarge;
        _minimum = minimum < _minimum || _minimum is null ? minimum ?? _minimum : _minimum;
        _maximum = maximum > _maximum || _maximum is null ? maximum ?? _maximum : _maximum;
        _parts += parts;
    }

    /// <summary>As people read it.</summary>
    /// <param name="period">The kind of period.</param>
    /// <param name="start">Where it begins.</param>
    /// <param name="expected">Readings to be expected; null for none.</param>
    public Rollup ToRollup(JapanPeriod period, DateTimeOffset start, long? expected)
    {
        // More than 29 digits are beyond what a decimal holds.
        var known = _count > 0 && _tooLarge == 0 && BigInteger.Abs(_parts) <= (BigInteger)decimal.MaxValue;
        var sum = known ? (decimal)_parts / RollupSum.Parts : (decimal?)null;
        return new Rollup
        {
            Name = JapanPeriods.NameOf(period, start),
            From = start,
            To = JapanPeriods.EndOf(period, start),
            Count = _count,
            Missing = _missing,
            Minimum = _minimum,
            Maximum = _maximum,
            Sum = sum,
            Mean = (double?)(sum / _count),
            Expected = expected,
        };
    }
}
