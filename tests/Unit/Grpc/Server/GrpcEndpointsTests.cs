using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using MiyagiSensing.Grpc;
using MiyagiSensing.Grpc.Health;
using MiyagiSensing.Grpc.Server;
using MiyagiSensing.Unit.Grpc.Framing;
using Xunit;

namespace MiyagiSensing.Unit.Grpc.Server;

public sealed class GrpcEndpointsTests
{
    private static readonly UnaryMethod<HealthCheckRequest, HealthCheckRequest> Echo =
        new("test.Echo", "Say", HealthCheckRequest.Parser, HealthCheckRequest.Parser);

    private static readonly ServerStreamingMethod<HealthCheckRequest, HealthCheckRequest> Repeat =
        new("test.Echo", "Repeat", HealthCheckRequest.Parser, HealthCheckRequest.Parser);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_unary_call_is_answered()
    {
        await using var server = await StartEchoAsync((request, _) => Task.FromResult(request));

        var answer = await server.Client.CallAsync(Echo, new HealthCheckRequest { Service = "宮城" }, null, Cancelled);

        Assert.Equal("宮城", answer.Service);
    }

    [Fact]
    public async Task A_message_larger_than_every_window_of_http2_passes_both_ways()
    {
        await using var server = await StartEchoAsync((request, _) => Task.FromResult(request));
        var large = new string('x', (4 * 1024 * 1024) - 16);

        var answer = await server.Client.CallAsync(Echo, new HealthCheckRequest { Service = large }, null, Cancelled);

        Assert.Equal(large.Length, answer.Service.Length);
    }

    [Fact]
    public async Task A_message_beyond_the_limit_is_refused_and_the_connection_lives_on()
    {
        await using var server = await StartEchoAsync((request, _) => Task.FromResult(request));
        var large = new HealthCheckRequest { Service = new string('x', 5 * 1024 * 1024) };

        var refusal = await Assert.ThrowsAsync<GrpcException>(() => server.Client.CallAsync(Echo, large, null, Cancelled));
        var answer = await server.Client.CallAsync(Echo, new HealthCheckRequest { Service = "a" }, null, Cancelled);

        Assert.Equal(GrpcStatusCode.ResourceExhausted, refusal.Status);
        Assert.Equal("a", answer.Service);
    }

    [Fact]
    public async Task A_refusal_carries_its_status_and_text()
    {
        await using var server = await StartEchoAsync((_, _) => throw new GrpcException(GrpcStatusCode.FailedPrecondition, "無い: 100 %\n"));

        var refusal = await Assert.ThrowsAsync<GrpcException>(() => server.Client.CallAsync(Echo, new HealthCheckRequest(), null, Cancelled));

        Assert.Equal(GrpcStatusCode.FailedPrecondition, refusal.Status);
        Assert.Equal("無い: 100 %\n", refusal.Detail);
    }

    [Fact]
    public async Task A_refusal_that_echoes_a_huge_request_still_fits_into_the_trailers()
    {
        await using var server = await StartEchoAsync((request, _) => throw new GrpcException(GrpcStatusCode.NotFound, request.Service));
        var huge = new HealthCheckRequest { Service = new string('宮', 1_000_000) };

        var refusal = await Assert.ThrowsAsync<GrpcException>(() => server.Client.CallAsync(Echo, huge, null, Cancelled));

        Assert.Equal(GrpcStatusCode.NotFound, refusal.Status);
        Assert.Equal(4096 / 9, refusal.Detail.Length);
    }

    [Fact]
    public async Task A_failing_handler_tells_nothing_of_its_inside()
    {
        await using var server = await StartEchoAsync((_, _) => throw new InvalidOperationException("secret"));

        var refusal = await Assert.ThrowsAsync<GrpcException>(() => server.Client.CallAsync(Echo, new HealthCheckRequest(), null, Cancelled));

        Assert.Equal(GrpcStatusCode.Unknown, refusal.Status);
        Assert.DoesNotContain("secret", refusal.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_method_that_is_not_served_is_unimplemented()
    {
        await using var server = await StartEchoAsync((request, _) => Task.FromResult(request));

        var refusal = await Assert.ThrowsAsync<GrpcException>(
            () => server.Client.CallAsync(HealthMethods.Check, new HealthCheckRequest(), null, Cancelled));

        Assert.Equal(GrpcStatusCode.Unimplemented, refusal.Status);
    }

    [Theory]
    [InlineData("application/json", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/grpc-web", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/grpc+proto", HttpStatusCode.OK)]
    [InlineData("application/grpc", HttpStatusCode.OK)]
    public async Task The_content_type_is_checked(string contentType, HttpStatusCode expected)
    {
        await using var server = await StartEchoAsync((request, _) => Task.FromResult(request));

        using var response = await PostAsync(server, FrameBytes.Frame([]), contentType);

        Assert.Equal(expected, response.StatusCode);
    }

    [Theory]
    [InlineData("0100000000", "12")]
    [InlineData("0900000000", "13")]
    [InlineData("00000000", "13")]
    [InlineData("", "12")]
    [InlineData("00000000000000000000", "12")]
    [InlineData("00000000020A7F", "13")]
    public async Task A_request_that_is_not_one_plain_message_is_refused(string body, string expectedStatus)
    {
        await using var server = await StartEchoAsync((request, _) => Task.FromResult(request));

        using var response = await PostAsync(server, Convert.FromHexString(body));

        Assert.Equal(expectedStatus, Assert.Single(response.TrailingHeaders.GetValues("grpc-status")));
    }

    [Fact]
    public async Task A_deadline_that_is_not_of_its_form_is_refused()
    {
        await using var server = await StartEchoAsync((request, _) => Task.FromResult(request));

        using var response = await PostAsync(server, FrameBytes.Frame([]), timeout: "soon");

        Assert.Equal("13", Assert.Single(response.TrailingHeaders.GetValues("grpc-status")));
    }

    [Fact]
    public async Task A_handler_is_cancelled_at_the_deadline_by_the_servers_clock()
    {
        var clock = new TestClock();
        var entered = new TaskCompletionSource<DateTimeOffset?>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await StartEchoAsync(
            async (request, context) =>
            {
                entered.SetResult(context.Deadline);
                await new TaskCompletionSource().Task.WaitAsync(context.CancellationToken);
                return request;
            },
            clock);
        var start = clock.GetUtcNow();

        var call = PostAsync(server, FrameBytes.Frame([]), timeout: "1500m");
        Assert.Equal(start.AddMilliseconds(1500), await entered.Task.WaitAsync(TimeSpan.FromSeconds(10), Cancelled));
        clock.Advance(TimeSpan.FromMilliseconds(1499));
        Assert.False(call.IsCompleted);
        clock.Advance(TimeSpan.FromMilliseconds(1));
        using var response = await call;

        Assert.Equal("4", Assert.Single(response.TrailingHeaders.GetValues("grpc-status")));
    }

    [Fact]
    public async Task A_caller_that_gives_up_cancels_the_handler()
    {
        var entered = NewSignal();
        var left = NewSignal();
        await using var server = await StartEchoAsync(async (request, context) =>
        {
            entered.SetResult();
            await using var registration = context.CancellationToken.Register(left.SetResult);
            await left.Task;
            return request;
        });
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);

        var call = server.Client.CallAsync(Echo, new HealthCheckRequest(), null, giveUp.Token);
        await entered.Task.WaitAsync(TimeSpan.FromSeconds(10), Cancelled);
        await giveUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await left.Task.WaitAsync(TimeSpan.FromSeconds(10), Cancelled);
    }

    [Fact]
    public async Task A_stream_sends_each_response_when_it_is_made_and_then_the_status()
    {
        var proceed = NewSignal();
        await using var server = await StartRepeatAsync((request, token) => TwoThenRefuse(request, proceed.Task, token));

        await using var responses = server.Client.StreamAsync(Repeat, new HealthCheckRequest { Service = "a" }, null, Cancelled)
            .GetAsyncEnumerator(Cancelled);

        Assert.True(await responses.MoveNextAsync());
        proceed.SetResult();
        Assert.True(await responses.MoveNextAsync());
        Assert.Equal("a2", responses.Current.Service);
        var refusal = await Assert.ThrowsAsync<GrpcException>(async () => await responses.MoveNextAsync());
        Assert.Equal(GrpcStatusCode.Aborted, refusal.Status);
    }

    [Fact]
    public async Task A_stream_ends_as_unavailable_when_the_server_stops()
    {
        await using var server = await StartRepeatAsync((request, token) => TwoThenRefuse(request, new TaskCompletionSource().Task.WaitAsync(token), token));
        await using var responses = server.Client.StreamAsync(Repeat, new HealthCheckRequest(), null, Cancelled).GetAsyncEnumerator(Cancelled);
        Assert.True(await responses.MoveNextAsync());

        var stop = server.StopAsync();

        var refusal = await Assert.ThrowsAsync<GrpcException>(async () => await responses.MoveNextAsync());
        Assert.Equal(GrpcStatusCode.Unavailable, refusal.Status);
        await stop;
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_unavailable()
    {
        var server = await StartEchoAsync((request, _) => Task.FromResult(request));
        await server.StopAsync();

        var refusal = await Assert.ThrowsAsync<GrpcException>(() => server.Client.CallAsync(Echo, new HealthCheckRequest(), null, Cancelled));

        Assert.Equal(GrpcStatusCode.Unavailable, refusal.Status);
        await server.DisposeAsync();
    }

    private static Task<GrpcServer> StartEchoAsync(
        Func<HealthCheckRequest, GrpcCallContext, Task<HealthCheckRequest>> handler, TimeProvider? clock = null) =>
        GrpcServer.StartAsync(clock ?? TimeProvider.System, endpoints => endpoints.MapGrpc(Echo, handler));

    private static Task<GrpcServer> StartRepeatAsync(Func<HealthCheckRequest, CancellationToken, IAsyncEnumerable<HealthCheckRequest>> handler) =>
        GrpcServer.StartAsync(
            TimeProvider.System, endpoints => endpoints.MapGrpc(Repeat, (request, context) => handler(request, context.CancellationToken)));

    private static async IAsyncEnumerable<HealthCheckRequest> TwoThenRefuse(
        HealthCheckRequest request, Task proceed, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return new HealthCheckRequest { Service = request.Service + "1" };
        await proceed.WaitAsync(cancellationToken);
        yield return new HealthCheckRequest { Service = request.Service + "2" };
        throw new GrpcException(GrpcStatusCode.Aborted, "enough");
    }

    private static async Task<HttpResponseMessage> PostAsync(
        GrpcServer server, byte[] body, string contentType = "application/grpc", string? timeout = null)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, Echo.Path)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(body),
        };
        message.Content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        if (timeout is not null)
        {
            message.Headers.Add("grpc-timeout", timeout);
        }

        return await server.Http.SendAsync(message, Cancelled);
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
