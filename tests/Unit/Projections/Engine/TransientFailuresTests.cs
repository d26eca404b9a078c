using System.Net.Sockets;
using MiyagiSensing.Projections.Engine;
using Npgsql;
using Xunit;

namespace MiyagiSensing.Unit.Projections.Engine;

public sealed class TransientFailuresTests
{
    [Fact]
    public void A_server_that_is_away_is_waited_for()
    {
        Assert.True(TransientFailures.Includes(new NpgsqlException("connection refused", new SocketException())));
        Assert.True(TransientFailures.Includes(new HttpRequestException("connection refused")));
        Assert.True(TransientFailures.Includes(new TimeoutException()));
        Assert.True(TransientFailures.Includes(new InvalidOperationException("while sending", new IOException())));
    }

    [Theory]
    [InlineData("57P01", true)]
    [InlineData("53100", true)]
    [InlineData("40001", true)]
    [InlineData("23505", false)]
    [InlineData("22003", false)]
    public void A_database_error_is_judged_by_its_class(string sqlState, bool transient) =>
        Assert.Equal(transient, TransientFailures.Includes(new PostgresException("it failed", "ERROR", "ERROR", sqlState)));

    [Fact]
    public void An_event_that_can_not_be_taken_in_is_not_waited_for() => Assert.False(TransientFailures.Includes(new FormatException()));
}
