using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace MiyagiSensing.Grpc.Server;

/// <summary>
/// Registers gRPC methods as endpoints, with routing, authorization and the rest of ASP.NET Core as for any other. They answer only over
/// HTTP/2: TLS with ALPN, or a cleartext endpoint that speaks nothing but HTTP/2.
/// </summary>
public static class GrpcEndpoints
{
    /// <summary>Serves a method with one request and one response. A call under way may finish when the server stops.</summary>
    /// <param name="endpoints">Where to register.</param>
    /// <param name="method">The method.</param>
    /// <param name="handler">Answers one request; throws <see cref="GrpcException"/> to refuse it. May run many times at once.</param>
    /// <param name="limits">Bounds; null means <see cref="GrpcLimits.Default"/>.</param>
    public static IEndpointConventionBuilder MapGrpc<TRequest, TResponse>(
        this IEndpointRouteBuilder endpoints,
        UnaryMethod<TRequest, TResponse> method,
        Func<TRequest, GrpcCallContext, Task<TResponse>> handler,
        GrpcLimits? limits = null)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse> =>
        Map(endpoints, method.Path, limits, endsWithServer: false, async (exchange, context) =>
        {
            var request = await exchange.ReadOnlyRequestAsync(method.Requests, context.CancellationToken);
            await exchange.WriteAsync(await handler(request, context), context.CancellationToken);
        });

    /// <summary>
    /// Serves a method with one request and a stream of responses, each sent at once. The headers go out before the first response, so
    /// that the caller knows the stream is open. It ends with <see cref="GrpcStatusCode.Unavailable"/> when the server stops.
    /// </summary>
    /// <param name="endpoints">Where to register.</param>
    /// <param name="method">The method.</param>
    /// <param name="handler">
    /// Answers one request; is asked for the next response when the connection has room for it, and is disposed of however the call ends. May run many times at once.
    /// </param>
    /// <param name="limits">Bounds; null means <see cref="GrpcLimits.Default"/>.</param>
    public static IEndpointConventionBuilder MapGrpc<TRequest, TResponse>(
        this IEndpointRouteBuilder endpoints,
        ServerStreamingMethod<TRequest, TResponse> method,
        Func<TRequest, GrpcCallContext, IAsyncEnumerable<TResponse>> handler,
        GrpcLimits? limits = null)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse> =>
        Map(endpoints, method.Path, limits, endsWithServer: true, async (exchange, context) =>
        {
            var request = await exchange.ReadOnlyRequestAsync(method.Requests, context.CancellationToken);
            await context.Http.Response.StartAsync(context.CancellationToken);
            await foreach (var response in handler(request, context).WithCancellation(context.CancellationToken))
            {
                await exchange.WriteAsync(response, context.CancellationToken);
            }
        });

    private static IEndpointConventionBuilder Map(
        IEndpointRouteBuilder endpoints, string path, GrpcLimits? limits, bool endsWithServer, Func<GrpcExchange, GrpcCallContext, Task> conversation)
    {
        RequestDelegate call = http => GrpcCallRunner.RunAsync(http, limits ?? GrpcLimits.Default, endsWithServer, conversation);
        return endpoints.MapPost(path, call).WithDisplayName($"gRPC {path}");
    }
}
