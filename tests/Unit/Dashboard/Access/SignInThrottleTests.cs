using MiyagiSensing.Dashboard.Access;
using MiyagiSensing.Unit.Grpc;
using Xunit;

namespace MiyagiSensing.Unit.Dashboard.Access;

public sealed class SignInThrottleTests
{
    private readonly TestClock _clock = new();
    private readonly SignInThrottle _throttle;

    public SignInThrottleTests()
    {
        _throttle = new SignInThrottle(_clock);
    }

    [Fact]
    public void A_name_has_five_tries_from_one_address_then_waits()
    {
        var tries = Enumerable.Range(0, 6).Select(_ => _throttle.TryBegin("admin", "192.0.2.1")).ToList();

        Assert.Equal([true, true, true, true, true, false], tries);
    }

    [Fact]
    public void Waiting_ends_a_quarter_of_an_hour_after_the_last_counted_try()
    {
        Exhaust("admin", "192.0.2.1");

        _clock.Advance(SignInThrottle.Wait - TimeSpan.FromTicks(1));
        var before = _throttle.TryBegin("admin", "192.0.2.1");
        _clock.Advance(TimeSpan.FromTicks(1));
        var after = _throttle.TryBegin("admin", "192.0.2.1");

        Assert.False(before);
        Assert.True(after);
    }

    [Fact]
    public void Nobody_can_lock_a_person_out_from_another_address()
    {
        Exhaust("admin", "192.0.2.1");

        Assert.True(_throttle.TryBegin("admin", "192.0.2.2"));
    }

    [Fact]
    public void Trying_many_names_from_one_address_is_slowed_down_too()
    {
        var allowed = Enumerable.Range(0, 60).Count(i => _throttle.TryBegin($"name-{i}", "192.0.2.1"));

        Assert.Equal(SignInThrottle.TriesPerAddress, allowed);
    }

    [Fact]
    public void A_success_forgets_the_failed_tries()
    {
        for (var i = 0; i < 4; i++)
        {
            _throttle.TryBegin("admin", "192.0.2.1");
        }

        _throttle.Succeeded("admin", "192.0.2.1");

        Assert.Equal(SignInThrottle.TriesPerName, Enumerable.Range(0, 10).Count(_ => _throttle.TryBegin("admin", "192.0.2.1")));
    }

    [Fact]
    public void Memory_is_bounded_and_the_oldest_key_goes_first()
    {
        Exhaust("admin", "192.0.2.1");
        for (var i = 0; i < SignInThrottle.Capacity / 2; i++)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(1));
            _throttle.TryBegin("somebody", $"2001:db8::{i:x}");
        }

        Assert.True(_throttle.TryBegin("admin", "192.0.2.1"));
    }

    private void Exhaust(string name, string address)
    {
        for (var i = 0; i < SignInThrottle.TriesPerName; i++)
        {
            Assert.True(_throttle.TryBegin(name, address));
        }
    }
}
