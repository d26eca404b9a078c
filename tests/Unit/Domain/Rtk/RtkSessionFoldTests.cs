using System.Text.Json;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Rtk;
using Xunit;

namespace MiyagiSensing.Unit.Domain.Rtk;

/// <summary>Sessions from their events, in whatever order these come.</summary>
public sealed class RtkSessionFoldTests
{
    private static readonly DateTimeOffset Nine = new(2026, 5, 20, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_whole_session_is_cut_at_full_hours()
    {
        var session = Assert.Single(Fold(
            Start(30), Update(40, fix: 4, bytes: 1_000, age: 1, place: "04212"), Update(50, fix: 5, bytes: 2_000, age: 4, place: "04215"), Update(70, fix: 4, bytes: 3_500, age: 1, place: "04212"),
            End(135, bytes: 4_000)));

        Assert.Equal(("p1", "TOME", RtkSessionStates.Ended, "bye", 4_000L, "04212"), (session.User, session.Mountpoint, session.State, session.Reason, session.Bytes!.Value, session.Municipality));
        Assert.Equal([(30, 2_000, 2, 1, 0), (60, 1_500, 1, 1, 1), (15, 500, 0, 0, 0)], session.Hours.Select(hour => ((int)(hour.Milliseconds / 60_000), (int)hour.Bytes, hour.Epochs, hour.Fixed, hour.DropOuts)));
        Assert.Equal((5m, 4m), (session.Hours[0].AgeSum, session.Hours[0].AgeMax!.Value));
    }

    [Fact]
    public void A_session_up_to_a_full_hour_has_no_part_in_the_next() =>
        Assert.Equal([Nine], Assert.Single(Fold(Start(0), Update(60, fix: 4), End(60, bytes: 5))).Hours.Select(hour => hour.Hour));

    [Fact]
    public void A_session_of_no_length_is_in_its_hour() =>
        Assert.Equal([(Nine.AddHours(1), 0L)], Assert.Single(Fold(Start(60), End(60))).Hours.Select(hour => (hour.Hour, hour.Milliseconds)));

    [Fact]
    public void Without_an_end_it_is_open_until_it_is_timed_out_and_open_again_when_more_comes()
    {
        IDomainEvent[] heard = [Start(0), Update(10)];
        SessionTimedOut timeOut = new("s", "base", Nine.AddMinutes(10), Nine.AddHours(5));

        Assert.Equal(RtkSessionStates.Open, Assert.Single(Fold(heard)).State);
        Assert.Equal((RtkSessionStates.TimedOut, 10), Brief(Assert.Single(Fold([.. heard, timeOut]))));
        Assert.Equal((RtkSessionStates.TimedOut, 10), Brief(Assert.Single(Fold([.. heard, timeOut, Update(5)]))));
        Assert.Equal((RtkSessionStates.Open, 20), Brief(Assert.Single(Fold([.. heard, timeOut, Update(20)]))));
        Assert.Equal((RtkSessionStates.Ended, 400), Brief(Assert.Single(Fold([.. heard, timeOut, End(400)]))));
    }

    [Fact]
    public void What_comes_without_a_start_is_a_session_of_nobody()
    {
        Assert.Equal((false, null, 10), Bare(Assert.Single(Fold(Update(0), Update(10)))));
        Assert.Equal((false, null, 0), Bare(Assert.Single(Fold(End(0)))));
        Assert.Equal(2, Fold(Update(0), Update(31)).Count);
        Assert.Equal((true, "p1", 20), Bare(Assert.Single(Fold(Update(0), Start(5), Update(20)))));

        static (bool, string?, int) Bare(RtkSession session) => (session.HasStart, session.User, Minutes(session));
    }

    [Fact]
    public void An_id_that_is_used_again_is_another_session()
    {
        Assert.Equal([(RtkSessionStates.Ended, 10), (RtkSessionStates.Ended, 5)], Fold(Start(0), End(10), Start(10), End(15)).Select(Brief));
        Assert.Equal([(RtkSessionStates.Replaced, 10), (RtkSessionStates.Open, 0)], Fold(Start(0), Update(10), Start(11, user: "p2")).Select(Brief));
        Assert.Equal([(RtkSessionStates.Replaced, 10), (RtkSessionStates.Open, 0)], Fold(Start(0), Update(10), Start(41)).Select(Brief));
    }

    [Fact]
    public void The_same_start_told_twice_is_one() =>
        Assert.Equal([(RtkSessionStates.Ended, 10)], Fold(Start(0), Start(1), Start(0), End(10), End(10)).Select(Brief));

    [Fact]
    public void A_clock_that_was_wrong_for_months_does_not_make_a_session_of_months() =>
        Assert.Equal([0, 5], Fold(Start(-60 * 24 * 200), Start(0), End(5)).Select(Minutes));

    [Theory]
    [InlineData("444", 0)]
    [InlineData("12214454444", 1)]
    [InlineData("4255544", 1)]
    [InlineData("4055", 0)]
    [InlineData("115511", 0)]
    [InlineData("45454", 2)]
    public void A_drop_out_is_a_fixed_solution_that_was_lost_and_came_back(string qualities, int expected)
    {
        var epochs = qualities.Select(quality => (quality - '0', (decimal?)null)).ToList();
        Assert.Equal(expected, FixTrack.Of(Nine, epochs).DropOuts);
        for (var cut = 1; cut < epochs.Count; cut++)
        {
            var (first, second) = (Track(0, epochs[..cut]), Track(1, epochs[cut..]));
            var session = Assert.Single(Fold(second, first));
            Assert.Equal((expected, qualities.Length), (session.Hours.Sum(hour => hour.DropOuts), session.Qualities.Sum()));
        }
    }

    [Fact]
    public void Order_and_repetition_leave_no_trace()
    {
        var random = new Random(20260520);
        for (var round = 0; round < 300; round++)
        {
            var events = Enumerable.Range(0, random.Next(1, 25)).Select(_ => Any(random)).ToList();
            var expected = JsonSerializer.Serialize(Fold([.. events]));
            var again = events.Concat(events.Where(_ => random.Next(3) == 0)).OrderBy(_ => random.Next()).ToArray();
            Assert.Equal(expected, JsonSerializer.Serialize(Fold(again)));
        }
    }

    [Fact]
    public void Hours_add_up_to_the_session_and_epochs_to_the_hours()
    {
        var random = new Random(7);
        for (var round = 0; round < 300; round++)
        {
            foreach (var session in Fold([.. Enumerable.Range(0, 20).Select(_ => Any(random))]))
            {
                Assert.Equal((session.LastHeard - session.From).TotalMilliseconds, session.Hours.Sum(hour => hour.Milliseconds));
                Assert.Equal(session.Qualities.Sum(), session.Hours.Sum(hour => hour.Epochs));
                Assert.Equal(session.Bytes ?? 0, session.Hours.Sum(hour => hour.Bytes));
                Assert.Equal(session.Hours.Count, session.Hours.DistinctBy(hour => hour.Hour).Count());
            }
        }
    }

    private static IDomainEvent Any(Random random)
    {
        var minute = random.Next(0, 300);
        return random.Next(10) switch
        {
            0 => Start(minute, $"p{random.Next(1, 3)}"),
            1 => End(minute, random.Next(100)),
            2 => new SessionTimedOut("s", "base", Nine.AddMinutes(minute), Nine.AddDays(1)),
            3 => Track(minute, [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => (random.Next(9), (decimal?)random.Next(5)))]),
            _ => Update(minute, random.Next(9), random.Next(1_000), random.Next(20), $"0421{random.Next(3)}"),
        };
    }

    private static IReadOnlyList<RtkSession> Fold(params IDomainEvent[] events) => RtkSessionFold.Of(events);

    private static (string State, int Minutes) Brief(RtkSession session) => (session.State, Minutes(session));

    private static int Minutes(RtkSession session) => (int)(session.LastHeard - session.From).TotalMinutes;

    private static SessionStarted Start(int minute, string user = "p1") => new() { Session = "s", Device = "base", User = user, At = Nine.AddMinutes(minute), Mountpoint = "TOME" };

    private static SessionProgressed Update(int minute, int? fix = null, long? bytes = null, double? age = null, string? place = null) =>
        new() { Session = "s", Device = "base", At = Nine.AddMinutes(minute), Fix = fix, Bytes = bytes, AgeSeconds = age, Municipality = place };

    private static SessionProgressed Track(int minute, List<(int Quality, decimal? Age)> epochs) =>
        new() { Session = "s", Device = "base", At = Nine.AddMinutes(minute).AddSeconds(50), Fix = epochs[^1].Quality, Track = FixTrack.Of(Nine.AddMinutes(minute), epochs) };

    private static SessionEnded End(int minute, long? bytes = null) => new() { Session = "s", Device = "base", At = Nine.AddMinutes(minute), Reason = "bye", Bytes = bytes };
}
