namespace MiyagiSensing.Grpc.Health;

/// <summary>The methods of <c>grpc.health.v1.Health</c>.</summary>
public static class HealthMethods
{
    private const string Service = "grpc.health.v1.Health";

    /// <summary>Asks once.</summary>
    public static UnaryMethod<HealthCheckRequest, HealthCheckResponse> Check { get; } =
        new(Service, "Check", HealthCheckRequest.Parser, HealthCheckResponse.Parser);

    /// <summary>Asks for the present status and each change.</summary>
    public static ServerStreamingMethod<HealthCheckRequest, HealthCheckResponse> Watch { get; } =
        new(Service, "Watch", HealthCheckRequest.Parser, HealthCheckResponse.Parser);
}
