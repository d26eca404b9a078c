using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MiyagiSensing.Grpc.Headers;

namespace MiyagiSensing.Grpc.Server;

/// <summary>The life of one call, whatever its shape: checks, deadline, conversation, status. Every ending has a status, or nobody is left to read it.</summary>
internal static class GrpcCallRunner
{
    // CancellationTokenSource takes at most 2^32 - 2 ms, 49.7 days. A longer deadline is no deadline for any call that exists.
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(49);

    // Clients refuse trailers beyond their limit, and then never learn the status; gRPC doc/PROTOCOL-HTTP2.md suggests 8 KiB for all headers.
    // Half of it leaves room for the others.
    private const int MaxDetailLength = 4096;

    public static async Task RunAsync(
        HttpContext http, GrpcLimits limits, bool endsWithServer, Func<GrpcExchange, GrpcCallContext, Task> conversation)
    {
        if (!HttpProtocol.IsHttp2(http.Request.Protocol))
        {
            http.Response.StatusCode = StatusCodes.Status426UpgradeRequired;
            return;
        }

        if (!IsGrpc(http.Request.ContentType))
        {
            http.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return;
        }

        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } bodySize)
        {
            // Our own limit is for each message and stands before the wait. Kestrel's least data rate stays: methods here take one
            // message, so a caller that drips it is an attack. A method with a stream of requests has to lift it.
            bodySize.MaxRequestBodySize = null;
        }

        http.Response.ContentType = GrpcHeaderNames.ContentType;
        http.Response.Headers[GrpcHeaderNames.AcceptEncoding] = "identity";
        var (status, detail) = await ConverseAsync(http, limits, endsWithServer, conversation);
        if (http.RequestAborted.IsCancellationRequested)
        {
            return;
        }

        http.Response.AppendTrailer(GrpcHeaderNames.Status, ((int)status).ToString(CultureInfo.InvariantCulture));
        if (detail.Length > 0)
        {
            http.Response.AppendTrailer(GrpcHeaderNames.Message, PercentEncoding.Encode(detail, MaxDetailLength));
        }
    }

    private static async Task<(GrpcStatusCode Status, string Detail)> ConverseAsync(
        HttpContext http, GrpcLimits limits, bool endsWithServer, Func<GrpcExchange, GrpcCallContext, Task> conversation)
    {
        var services = http.RequestServices;
        var stopping = endsWithServer ? services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping : CancellationToken.None;
        if (!TryReadTimeout(http.Request, out var timeout))
        {
            return (GrpcStatusCode.Internal, $"The header {GrpcHeaderNames.Timeout} is not of its form.");
        }

        var clock = services.GetService<TimeProvider>() ?? TimeProvider.System;
        using var deadline = timeout < LongestTimer ? new CancellationTokenSource(timeout.Value, clock) : new CancellationTokenSource();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, deadline.Token, stopping);
        try
        {
            var context = new GrpcCallContext
            {
                Http = http,
                Deadline = timeout is { } wait ? clock.GetUtcNow() + wait : null,
                CancellationToken = ending.Token,
            };
            await conversation(new GrpcExchange(http.Request.BodyReader, http.Response.BodyWriter, limits), context);
            return (GrpcStatusCode.Ok, "");
        }
        catch (GrpcException refusal)
        {
            return (refusal.Status, refusal.Detail);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            return (GrpcStatusCode.DeadlineExceeded, "The deadline has passed.");
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return (GrpcStatusCode.Unavailable, "The server is stopping.");
        }
        catch (OperationCanceledException)
        {
            return (GrpcStatusCode.Cancelled, "");
        }
        catch (Exception failure) when (failure is not BadHttpRequestException && !http.RequestAborted.IsCancellationRequested)
        {
            var log = services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(GrpcCallRunner));
            GrpcLog.HandlerFailed(log, http.Request.Path, failure);
            return (GrpcStatusCode.Unknown, "The server failed; its log says how.");
        }
    }

    private static bool TryReadTimeout(HttpRequest request, out TimeSpan? timeout)
    {
        timeout = null;
        if (!request.Headers.TryGetValue(GrpcHeaderNames.Timeout, out var header))
        {
            return true;
        }

        var valid = GrpcTimeout.TryParse(header.ToString(), out var wait);
        timeout = wait;
        return valid;
    }

    // "application/grpc" and "application/grpc+proto", with or without parameters; not "application/grpc-web" and not "+json".
    private static bool IsGrpc(string? contentType)
    {
        var media = contentType.AsSpan();
        var parameters = media.IndexOf(';');
        media = (parameters < 0 ? media : media[..parameters]).Trim();
        return media.Equals(GrpcHeaderNames.ContentType, StringComparison.OrdinalIgnoreCase)
            || media.Equals(GrpcHeaderNames.ContentType + "+proto", StringComparison.OrdinalIgnoreCase);
    }
}
