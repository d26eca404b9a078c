using System.Numerics;
using System.Runtime.CompilerServices;
using FsCheck;
using FsCheck.Fluent;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Readings;
using MiyagiSensing.Projections.Corrections;
using MiyagiSensing.Projections.Rollups;
using MiyagiSensing.Projections.SeriesHistory;
using MiyagiSensing.Unit.Ingest;
using Xunit;

namespace MiyagiSensing.Unit.Projections.Rollups;

/// <summary>The same readings in any order, any number of times, in any batches, with corrections made and undone among them: the same bits as a calculator that sees them all at once.</summary>
public sealed class RollupsPropertyTests
{
    private const int Runs = 200;

    private static readonly string[] Kinds = ["set", "missing", "offset", "scale"];

    [Fact]
    public void Any_way_to_the_same_readings_and_corrections_gives_the_same_bits()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var random = new Random(seed);
            var readings = Enumerable.Range(0, 80).Select(i => (Device: $"river-{random.Next(3)}", At: TestReadings.Noon.AddMilliseconds((i * 347_001) - 9_000_000), Value: ValueOf(random))).ToArray();
            var sent = readings.Concat(readings.Where(_ => random.Next(3) == 0)).ToArray();
            random.Shuffle(sent);
            var story = new Story(random);

            for (var at = 0; at < sent.Length;)
            {
                var length = Math.Min(1 + random.Next(12), sent.Length - at);
                story.Send(sent[at..(at + length)]);
                at += length;
                story.CorrectNowAndThen(readings);
            }

            Assert.Equal(ExactCalculator.Hours(readings, story.Holding), story.Rows());
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(Runs));
    }

    private static double ValueOf(Random random) => random.Next(12) switch
    {
        0 => double.NaN,
        1 => -0.0,
        2 => 0.0,
        3 => 1e15 * random.NextDouble() * 3,
        4 => -1e-9 * random.NextDouble(),
        5 => 1e8 * random.NextDouble(),
        _ => Math.Round(random.NextDouble() * 20, 3) - 5,
    };

    /// <summary>The intake's own stages, the projector, and a table that does what PostgreSQL does with the increments.</summary>
    private sealed class Story : ISeriesHistoryQueries
    {
        private readonly TestIntake _intake = new(100_000);
        private readonly Random _random;
        private readonly RollupsProjector _projector;
        private readonly List<RecordedEvent> _events = [];
        private readonly Dictionary<(SeriesId Series, long Hour), (long Count, long Missing, long TooLarge, double Minimum, double Maximum, BigInteger Sum)> _table = [];
        private readonly List<CorrectionMade> _holding = [];
        private int _folded;

        public Story(Random random)
        {
            _random = random;
            _projector = new RollupsProjector(new RawHistory(this, new HistoryTail(), null!), TimeProvider.System);
        }

        public IReadOnlyList<CorrectionMade> Holding => _holding;

        public void Send((string Device, DateTimeOffset At, double Value)[] readings)
        {
            _intake.SendAsync([.. readings.Select(item => TestReadings.At(item.At, item.Value, new ReadingSource(item.Device, "main")))]).GetAwaiter().GetResult();
            var (block, position) = _intake.Blocks[^1];
            Append(position, block);
        }

        public void CorrectNowAndThen((string Device, DateTimeOffset At, double Value)[] readings)
        {
            var position = _intake.Blocks[^1].Position + 1;
            if (_random.Next(4) == 0)
            {
                var from = readings[_random.Next(readings.Length)].At;
                var kind = Kinds[_random.Next(Kinds.Length)];
                _holding.Add(new CorrectionMade
                {
                    Correction = $"c-{position}",
                    Device = $"river-{_random.Next(3)}",
                    Sensor = "main",
                    Metric = "stage",
                    From = from,
                    To = from.AddMilliseconds(1 + _random.Next(20_000_000)),
                    Kind = kind,
                    Value = kind == "missing" ? null : (_random.NextDouble() * 4) - 2,
                    Reason = "test",
                    By = "operator",
                    Readings = 0,
                    OldHash = "",
                });
                Append(position, _holding[^1]);
            }
            else if (_holding.Count > 0 && _random.Next(5) == 0)
            {
                var undone = _holding[_random.Next(_holding.Count)];
                _holding.Remove(undone);
                Append(position, new CorrectionUndone { Correction = undone.Correction, Reason = "test", By = "operator" });
            }
        }

        public SortedDictionary<string, string> Rows()
        {
            while (_folded < _events.Count)
            {
                // History is ahead of the projection, as it may be.
                var length = Math.Min(1 + _random.Next(6), _events.Count - _folded);
                _projector.FoldAsync(_events[_folded..(_folded + length)], CancellationToken.None).GetAwaiter().GetResult();
                _folded += length;
                if (_random.Next(3) == 0 || _folded == _events.Count)
                {
                    Save();
                }
            }

            return new SortedDictionary<string, string>(
                _table.ToDictionary(
                    row => $"{row.Key.Series.Device} {row.Key.Hour}",
                    row => ExactCalculator.Text(
                        row.Value.Count, row.Value.Missing, row.Value.TooLarge, row.Value.Count == 0 ? double.NaN : row.Value.Minimum, row.Value.Count == 0 ? double.NaN : row.Value.Maximum, row.Value.Sum)),
                StringComparer.Ordinal);
        }

        public Task<IReadOnlyList<SeriesId>> ListAsync(string device, CancellationToken cancellationToken) => throw new NotSupportedException();

        public async IAsyncEnumerable<HistoricValue> ReadAsync(SeriesId series, DateTimeOffset from, DateTimeOffset to, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.CompletedTask;
            foreach (var (identity, value, position) in _intake.History.Stored.OrderBy(stored => stored.Identity.Instant))
            {
                var at = DateTimeOffset.FromUnixTimeMilliseconds(identity.Instant);
                if (identity.Series.Source.Device == series.Device && at >= from && at < to)
                {
                    yield return new HistoricValue(position, at, TestReadings.Noon, value);
                }
            }
        }

        private void Append(long position, IDomainEvent data) => _events.Add(new RecordedEvent
        {
            Position = position,
            Id = Guid.NewGuid(),
            Stream = "test",
            Version = position,
            Type = EventCatalog.NameOf(data),
            RecordedAt = TestReadings.Noon,
            Headers = EventHeaders.Platform,
            Data = data,
        });

        private void Save()
        {
            foreach (var (series, from, to) in _projector.Open.Replaced)
            {
                foreach (var key in _table.Keys.Where(key => key.Series == series && key.Hour >= from && key.Hour < to).ToList())
                {
                    _table.Remove(key);
                }
            }

            foreach (var (series, hour, sum) in _projector.Open.Increments)
            {
                var old = _table.TryGetValue((series, hour), out var known) ? known : (0, 0, 0, double.PositiveInfinity, double.NegativeInfinity, BigInteger.Zero);
                _table[(series, hour)] = (
                    old.Count + sum.Count, old.Missing + sum.Missing, old.TooLarge + sum.TooLarge, Math.Min(old.Minimum, sum.Minimum), Math.Max(old.Maximum, sum.Maximum), old.Sum + sum.Sum);
            }

            _projector.Committed(_events[_folded - 1].Position);
        }
    }
}
