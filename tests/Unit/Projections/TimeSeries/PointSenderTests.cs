using System.Text;
using MiyagiSensing.Projections.TimeSeries;
using Xunit;

namespace MiyagiSensing.Unit.Projections.TimeSeries;

public sealed class PointSenderTests
{
    private static readonly (int, string) Taken = (204, "");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task With_a_token_it_speaks_the_2x_api()
    {
        await using var server = await ScriptedInflux.StartAsync(_ => Taken, Cancellation);

        await server.Sender(token: "secret").SendAsync(Lines("a"), Cancellation);

        Assert.Equal([("/api/v2/write?bucket=miyagi&org=%E5%AE%AE%E5%9F%8E&precision=ms", "Token secret", "m,d=a v=1 7\n")], server.Requests);
    }

    [Fact]
    public async Task Without_one_it_speaks_the_1x_api()
    {
        await using var server = await ScriptedInflux.StartAsync(_ => Taken, Cancellation);

        await server.Sender().SendAsync(Lines("a"), Cancellation);

        Assert.Equal([("/write?db=miyagi&precision=ms", "", "m,d=a v=1 7\n")], server.Requests[1..]);
        Assert.Equal("/query?q=CREATE%20DATABASE%20%22miyagi%22", server.Requests[0].Target);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(422)]
    public async Task Of_a_refused_request_only_the_refused_lines_are_left_out(int status)
    {
        await using var server = await ScriptedInflux.StartAsync(
            body => body.Contains("bad", StringComparison.Ordinal) ? (status, """{"code":"invalid","message":"unable to parse"}""") : Taken, Cancellation);

        await server.Sender("t").SendAsync(Lines("a", "bad1", "b", "c", "d", "bad2", "e"), Cancellation);

        Assert.Equal(["m,d=a v=1 7", "m,d=b v=1 7", "m,d=c v=1 7", "m,d=d v=1 7", "m,d=e v=1 7"], server.Stored);
        Assert.Equal(2, server.LeftOut.List().Sum(row => row.Count));
    }

    [Fact]
    public async Task A_field_in_conflict_is_cut_out_at_the_cost_of_one_more_request()
    {
        await using var server = await ScriptedInflux.StartAsync(
            body => body.Contains("x=", StringComparison.Ordinal)
                ? (422, """{"message":"partial write: field type conflict: input field \"x\" on measurement \"m\" is type float, already exists as type integer dropped=2"}""")
                : Taken,
            Cancellation);

        await server.Sender("t").SendAsync(Encoding.UTF8.GetBytes("m,d=1 v=1,x=2 7\nm,d=2 x=2 7\nm,d=3 v=3 7\n"), Cancellation);

        Assert.Equal(["m,d=1 v=1 7", "m,d=3 v=3 7"], server.Stored);
        Assert.Equal(2, server.Requests.Count);
        var row = Assert.Single(server.LeftOut.List());
        Assert.Equal(("m.x", 2L), (row.Field, row.Count));
    }

    [Fact]
    public async Task What_is_too_large_is_sent_in_parts()
    {
        await using var server = await ScriptedInflux.StartAsync(body => body.Length > 30 ? (413, "too large") : Taken, Cancellation);

        await server.Sender("t").SendAsync(Lines("a", "b", "c", "d", "e"), Cancellation);

        Assert.Equal(5, server.Stored.Count);
        Assert.Empty(server.LeftOut.List());
    }

    [Theory]
    [InlineData(401, InfluxFailure.Denied, "MIYAGI_INFLUX_TOKEN")]
    [InlineData(403, InfluxFailure.Denied, "MIYAGI_INFLUX_TOKEN")]
    [InlineData(404, InfluxFailure.NoDatabase, "MIYAGI_INFLUX_DATABASE")]
    [InlineData(429, InfluxFailure.Busy, "429")]
    [InlineData(500, InfluxFailure.Busy, "no space left")]
    [InlineData(503, InfluxFailure.Busy, "503")]
    public async Task What_an_operator_or_time_can_mend_is_said_and_nothing_is_left_out(int status, object failure, string said)
    {
        await using var server = await ScriptedInflux.StartAsync(_ => (status, "no space left on device"), Cancellation);

        var exception = await Assert.ThrowsAsync<InfluxException>(() => server.Sender("t").SendAsync(Lines("a", "b"), Cancellation));

        Assert.Equal(failure, exception.Failure);
        Assert.Contains(said, exception.Message, StringComparison.Ordinal);
        Assert.Empty(server.LeftOut.List());
    }

    [Fact]
    public async Task A_missing_1x_database_is_made_and_counts_as_a_loss()
    {
        var refused = 0;
        await using var server = await ScriptedInflux.StartAsync(_ => refused++ == 0 ? (404, "database not found") : Taken, Cancellation);

        var exception = await Assert.ThrowsAsync<InfluxException>(() => server.Sender().SendAsync(Lines("a"), Cancellation));

        Assert.Equal(InfluxFailure.Restarted, exception.Failure);
        Assert.Equal(2, server.Requests.Count(request => request.Target.Contains("CREATE", StringComparison.Ordinal)));
        Assert.Single(server.Stored);
    }

    [Fact]
    public async Task A_new_connection_to_the_same_process_is_no_loss_and_to_a_new_process_is_one()
    {
        await using var server = await ScriptedInflux.StartAsync(_ => Taken, Cancellation);
        server.CloseConnections = true;
        var sender = server.Sender("t");
        await sender.SendAsync(Lines("a"), Cancellation);
        await sender.SendAsync(Lines("b"), Cancellation);

        server.ProcessStart = "2";
        var exception = await Assert.ThrowsAsync<InfluxException>(() => sender.SendAsync(Lines("c"), Cancellation));

        Assert.Equal(InfluxFailure.Restarted, exception.Failure);
        await sender.SendAsync(Lines("d"), Cancellation);
    }

    private static byte[] Lines(params string[] devices) => Encoding.UTF8.GetBytes(string.Concat(devices.Select(device => $"m,d={device} v=1 7\n")));
}
