using System.Numerics;
using MiyagiSensing.Domain.Events;

namespace MiyagiSensing.Unit.Projections.Rollups;

/// <summary>What the rollups must be, from the list of all readings and with whole numbers of any size: written without a look at the projection.</summary>
internal static class ExactCalculator
{
    /// <summary>Series and hour (whole hours since 1970) to what was measured in it.</summary>
    public static SortedDictionary<string, string> Hours(IEnumerable<(string Device, DateTimeOffset At, double Value)> readings, IReadOnlyList<CorrectionMade> holding)
    {
        SortedDictionary<string, string> result = new(StringComparer.Ordinal);
        var hours = readings.OrderBy(reading => reading.At).GroupBy(reading => (reading.Device, Hour: (long)Math.Floor((reading.At - DateTimeOffset.UnixEpoch).TotalHours)));
        foreach (var hour in hours)
        {
            var values = hour.Select(reading => Corrected(reading, holding)).ToList();
            var present = values.Where(double.IsFinite).ToList();
            var added = present.Where(value => Math.Abs(value) < 1e15).ToList();
            var sum = added.Aggregate(BigInteger.Zero, (total, value) => total + Billionths(value));
            result.Add(
                $"{hour.Key.Device} {hour.Key.Hour}",
                Text(present.Count, values.Count - present.Count, present.Count - added.Count, present.DefaultIfEmpty(double.NaN).Min() + 0.0, present.DefaultIfEmpty(double.NaN).Max() + 0.0, sum));
        }

        return result;
    }

    /// <summary>One hour's figures, to the last bit.</summary>
    public static string Text(long count, long missing, long tooLarge, double minimum, double maximum, BigInteger sum) =>
        $"{count} {missing} {tooLarge} {BitConverter.DoubleToInt64Bits(minimum):x} {BitConverter.DoubleToInt64Bits(maximum):x} {sum}";

    /// <summary>A double as a fraction of whole numbers, times 10^9, rounded to the nearest whole number, the even one of two.</summary>
    public static BigInteger Billionths(double value)
    {
        var bits = BitConverter.DoubleToInt64Bits(value);
        var exponent = (int)((bits >> 52) & 0x7FF);
        var mantissa = bits & 0xFFFFFFFFFFFFF;
        var (top, shift) = exponent == 0 ? (mantissa, -1074) : (mantissa | 0x10000000000000, exponent - 1075);
        BigInteger numerator = new BigInteger(top) * 1_000_000_000, denominator = BigInteger.One;
        (numerator, denominator) = shift >= 0 ? (numerator << shift, denominator) : (numerator, denominator << -shift);
        var quotient = BigInteger.DivRem(numerator, denominator, out var rest);
        var twice = (rest * 2).CompareTo(denominator);
        quotient += twice > 0 || (twice == 0 && !quotient.IsEven) ? 1 : 0;
        return bits < 0 ? -quotient : quotient;
    }

    private static double Corrected((string Device, DateTimeOffset At, double Value) reading, IReadOnlyList<CorrectionMade> holding)
    {
        var value = reading.Value;
        foreach (var correction in holding.Where(item => item.Device == reading.Device && item.From <= reading.At && reading.At < item.To))
        {
            value = correction.Kind == "set" ? correction.Value!.Value
                : correction.Kind == "offset" ? value + correction.Value!.Value
                : correction.Kind == "scale" ? value * correction.Value!.Value
                : double.NaN;
        }

        return value;
    }
}
