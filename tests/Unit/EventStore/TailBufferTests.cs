using MiyagiSensing.Domain.Events;
using MiyagiSensing.EventStore;
using Xunit;

namespace MiyagiSensing.Unit.EventStore;

public sealed class TailBufferTests
{
    private readonly TailBuffer _tail = new();

    [Fact]
    public void Events_in_a_row_are_read_from_any_position()
    {
        _tail.Add([Event(1), Event(2)]);
        _tail.Add([Event(3)]);

        Assert.Equal([2L, 3L], _tail.Read(1, 10).Select(item => item.Position));
        Assert.Equal([2L], _tail.Read(1, 1).Select(item => item.Position));
        Assert.Equal((0L, 3L), (_tail.From, _tail.To));
    }

    [Fact]
    public void A_position_left_out_sends_readers_to_the_database_for_what_came_before()
    {
        _tail.Add([Event(1)]);
        _tail.Add([Event(3)]);

        Assert.Equal((2L, 3L), (_tail.From, _tail.To));
        Assert.Equal([3L], _tail.Read(2, 10).Select(item => item.Position));
    }

    [Fact]
    public void Anothers_append_empties_the_buffer_up_to_it()
    {
        _tail.Add([Event(1)]);
        _tail.AdvanceTo(5);

        Assert.Equal((5L, 5L), (_tail.From, _tail.To));
        Assert.Empty(_tail.Read(5, 10));
    }

    [Fact]
    public void News_of_what_is_known_changes_nothing()
    {
        _tail.Add([Event(1), Event(2)]);
        _tail.Add([Event(2)]);
        _tail.AdvanceTo(1);

        Assert.Equal(2, _tail.Read(0, 10).Count);
    }

    [Fact]
    public void The_oldest_leave_at_the_bound()
    {
        for (var i = 1; i <= TailBuffer.MaxEvents + 5; i++)
        {
            _tail.Add([Event(i)]);
        }

        Assert.Equal(5, _tail.From);
        Assert.Equal(6, _tail.Read(5, 1)[0].Position);
    }

    private static RecordedEvent Event(long position) => new()
    {
        Position = position,
        Id = Guid.NewGuid(),
        Stream = "platform",
        Version = position,
        Type = "time_advanced",
        RecordedAt = default,
        Headers = EventHeaders.Platform,
        Data = null,
    };
}
