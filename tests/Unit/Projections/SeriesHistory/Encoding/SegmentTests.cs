using FsCheck;
using FsCheck.Fluent;
using MiyagiSensing.Domain.Readings;
using MiyagiSensing.Projections.SeriesHistory;
using MiyagiSensing.Projections.SeriesHistory.Encoding;
using Xunit;

namespace MiyagiSensing.Unit.Projections.SeriesHistory.Encoding;

public sealed class SegmentTests
{
    private static readonly double[] Odd =
    [
        double.NaN, -0.0, 0.0, double.PositiveInfinity, double.NegativeInfinity, double.MaxValue, double.Epsilon, 0.1, -0.1, 14.2f, 1e15, 9_007_199_254_740_993, 1.0 / 3,
        BitConverter.UInt64BitsToDouble(0x7FF8_0000_0000_0001),
    ];

    [Fact]
    public void Whatever_is_written_is_read_back_bit_for_bit() => Prop.ForAll(
        ArbMap.Default.ArbFor<Sample[]>(), ArbMap.Default.ArbFor<byte>(), (samples, style) => samples.Length == 0 || RoundTrips(ColumnsOf(samples, style)))
        .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Long_columns_of_each_kind_of_value_are_read_back_bit_for_bit(int kind)
    {
        var random = new Random(kind);
        var columns = new HistoryColumns();
        for (var i = 0; i < 5_000; i++)
        {
            var value = kind switch
            {
                0 => Math.Round(random.NextDouble() * 30, 2),
                1 => random.NextDouble(),
                2 => (float)random.NextDouble(),
                _ => i % 7 == 0 ? Odd[i % Odd.Length] : i * 0.001,
            };
            columns.Add(1_763_672_400_000 + (i * 600_000L), 1_763_672_400_250 + (i * 600_000L), i * 3, value, 0, 0);
        }

        Assert.True(RoundTrips(columns));
    }

    [Fact]
    public void Every_odd_value_alone_is_read_back_bit_for_bit() => Assert.All(Odd, value =>
    {
        var columns = new HistoryColumns();
        columns.Add(long.MinValue, long.MaxValue, 1, value, HistoryColumns.MarkOf(IdentityKind.Sequence, ClockTrust.Ours), long.MaxValue);
        Assert.True(RoundTrips(columns));
    });

    [Fact]
    public void A_segment_that_was_cut_or_changed_is_refused_or_still_a_segment_but_never_anything_else()
    {
        var columns = new HistoryColumns();
        for (var i = 0; i < 200; i++)
        {
            columns.Add(i * 1_000L, (i * 1_000L) + 40, i, i % 9 == 0 ? double.NaN : i / 10.0, (byte)(i % 3), i);
        }

        var segment = SegmentWriter.Write(columns, 0, columns.Count, SegmentWriter.Thorough);
        var plain = SegmentWriter.Write(columns, 0, 3, SegmentWriter.Thorough);
        for (var length = 0; length < segment.Length; length++)
        {
            Assert.Throws<InvalidDataException>(() => SegmentReader.Read(segment.AsSpan(0, length), new HistoryColumns()));
        }

        var random = new Random(4);
        for (var i = 0; i < 20_000; i++)
        {
            var changed = (i % 2 == 0 ? segment : plain).ToArray();
            changed[random.Next(changed.Length)] = (byte)random.Next(256);
            ReadOrRefuse(changed);
        }
    }

    [Fact]
    public void Garbage_is_refused() => Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes => ReadOrRefuse([1, .. bytes])).QuickCheckThrowOnFailure();

    [Fact]
    public void A_newer_version_says_so() =>
        Assert.Contains("version 2", Assert.Throws<InvalidDataException>(() => SegmentReader.Read([2, 0, 1], new HistoryColumns())).Message, StringComparison.Ordinal);

    private static bool ReadOrRefuse(byte[] bytes)
    {
        try
        {
            var columns = new HistoryColumns();
            SegmentReader.Read(bytes, columns);
            return columns.Count > 0;
        }
        catch (InvalidDataException)
        {
            return true;
        }
    }

    private static HistoryColumns ColumnsOf(Sample[] samples, byte style)
    {
        var columns = new HistoryColumns();
        foreach (var sample in samples)
        {
            var value = (style % 4) switch
            {
                0 => Odd[sample.Odd % Odd.Length],
                1 => sample.Value,
                2 => Math.Round(sample.Value % 1_000, style % 7),
                _ => sample.Odd % 5 == 0 ? double.NaN : sample.Odd / 100.0,
            };
            columns.Add(sample.Measured, sample.Received, sample.Position, value, HistoryColumns.MarkOf((IdentityKind)(sample.Mark % 3), ClockTrust.Estimated), sample.Sequence);
        }

        return columns;
    }

    private static bool RoundTrips(HistoryColumns columns)
    {
        foreach (var quality in new[] { SegmentWriter.Quick, SegmentWriter.Thorough })
        {
            var back = new HistoryColumns();
            SegmentReader.Read(SegmentWriter.Write(columns, 0, columns.Count, quality), back);
            Assert.Equal(columns.Measured, back.Measured);
            Assert.Equal(columns.Received, back.Received);
            Assert.Equal(columns.Positions, back.Positions);
            Assert.Equal(columns.Marks, back.Marks);
            Assert.Equal(columns.Sequences, back.Sequences);
            Assert.Equal(columns.Values.ToArray().Select(BitConverter.DoubleToUInt64Bits), back.Values.ToArray().Select(BitConverter.DoubleToUInt64Bits));
        }

        return true;
    }

    /// <summary>What FsCheck makes readings of.</summary>
    public sealed record Sample(long Measured, long Received, long Position, double Value, byte Odd, byte Mark, long Sequence);
}
