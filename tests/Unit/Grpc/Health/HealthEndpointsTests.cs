using MiyagiSensing.Grpc;
using MiyagiSensing.Grpc.Health;
using MiyagiSensing.Unit.Grpc.Server;
using Xunit;
using ServingStatus = MiyagiSensing.Grpc.Health.HealthCheckResponse.Types.ServingStatus;

namespace MiyagiSensing.Unit.Grpc.Health;

public sealed class HealthEndpointsTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Check_tells_the_status_of_the_whole_server()
    {
        var statuses = new HealthStatuses();
        await using var server = await StartAsync(statuses);

        var before = await server.Client.CallAsync(HealthMethods.Check, new HealthCheckRequest(), null, Cancelled);
        statuses.Set(HealthStatuses.WholeServer, ServingStatus.Serving);
        var after = await server.Client.CallAsync(HealthMethods.Check, new HealthCheckRequest(), null, Cancelled);

        Assert.Equal(ServingStatus.NotServing, before.Status);
        Assert.Equal(ServingStatus.Serving, after.Status);
    }

    [Fact]
    public async Task Check_does_not_find_a_service_that_is_not_known()
    {
        await using var server = await StartAsync(new HealthStatuses());

        var refusal = await Assert.ThrowsAsync<GrpcException>(
            () => server.Client.CallAsync(HealthMethods.Check, new HealthCheckRequest { Service = "nobody" }, null, Cancelled));

        Assert.Equal(GrpcStatusCode.NotFound, refusal.Status);
    }

    [Fact]
    public async Task Watch_tells_the_present_status_and_then_each_change_once()
    {
        var statuses = new HealthStatuses();
        await using var server = await StartAsync(statuses);
        await using var watch = server.Client.StreamAsync(HealthMethods.Watch, new HealthCheckRequest { Service = "s" }, null, Cancelled)
            .GetAsyncEnumerator(Cancelled);

        Assert.Equal(ServingStatus.ServiceUnknown, await NextAsync(watch));
        statuses.Set("other", ServingStatus.Serving);
        statuses.Set("s", ServingStatus.Serving);
        Assert.Equal(ServingStatus.Serving, await NextAsync(watch));
        statuses.Set("s", ServingStatus.Serving);
        statuses.Set("s", ServingStatus.NotServing);
        Assert.Equal(ServingStatus.NotServing, await NextAsync(watch));
    }

    private static Task<GrpcServer> StartAsync(HealthStatuses statuses) =>
        GrpcServer.StartAsync(TimeProvider.System, endpoints => endpoints.MapGrpcHealth(statuses));

    private static async Task<ServingStatus> NextAsync(IAsyncEnumerator<HealthCheckResponse> watch)
    {
        Assert.True(await watch.MoveNextAsync());
        return watch.Current.Status;
    }
}
