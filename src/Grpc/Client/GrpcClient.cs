using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using Google.Protobuf;
using MiyagiSensing.Grpc.Framing;
using MiyagiSensing.Grpc.Headers;

namespace MiyagiSensing.Grpc.Client;

/// <summary>Calls gRPC methods over an <see cref="HttpClient"/>, whose base address is the server. Safe for concurrent calls; owns nothing.</summary>
/// <param name="http">Sends the calls, over HTTP/2 and nothing else. Its own timeout must be infinite where a stream may outlast it.</param>
/// <param name="clock">Measures deadlines.</param>
/// <param name="limits">Bounds of responses; null means <see cref="GrpcLimits.Default"/>.</param>
public sealed class GrpcClient(HttpClient http, TimeProvider clock, GrpcLimits? limits = null)
{
    private readonly GrpcLimits _limits = limits ?? GrpcLimits.Default;

    /// <summary>Calls a method with one response.</summary>
    /// <param name="method">The method.</param>
    /// <param name="request">The request.</param>
    /// <param name="timeout">How long to wait in all, more than zero; the server is told. Null waits for ever.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <exception cref="GrpcException">The call did not end well, or the server could not be reached (<see cref="GrpcStatusCode.Unavailable"/>).</exception>
    public async Task<TResponse> CallAsync<TRequest, TResponse>(
        UnaryMethod<TRequest, TResponse> method, TRequest request, TimeSpan? timeout, CancellationToken cancellationToken)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse>
    {
        TResponse? answer = null;
        await foreach (var response in ExchangeAsync(method, request, timeout, cancellationToken))
        {
            answer = answer is null
                ? response
                : throw new GrpcException(GrpcStatusCode.Unimplemented, "The method gives one message, and more came.");
        }

        return answer ?? throw new GrpcException(GrpcStatusCode.Unimplemented, "The method gives one message, and none came.");
    }

    /// <summary>Calls a method with a stream of responses. The call starts with the enumeration and is given up when that ends early.</summary>
    /// <param name="method">The method.</param>
    /// <param name="request">The request.</param>
    /// <param name="timeout">How long the whole stream may take, more than zero; the server is told. Null means for ever.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <exception cref="GrpcException">As for <see cref="CallAsync"/>; what came before it is valid.</exception>
    public IAsyncEnumerable<TResponse> StreamAsync<TRequest, TResponse>(
        ServerStreamingMethod<TRequest, TResponse> method, TRequest request, TimeSpan? timeout, CancellationToken cancellationToken)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse> =>
        ExchangeAsync(method, request, timeout, cancellationToken);

    private async IAsyncEnumerable<TResponse> ExchangeAsync<TRequest, TResponse>(
        GrpcMethod<TRequest, TResponse> method, TRequest request, TimeSpan? timeout, [EnumeratorCancellation] CancellationToken cancellationToken)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse>
    {
        using var deadline = timeout is { } wait ? new CancellationTokenSource(wait, clock) : new CancellationTokenSource();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        using var message = Compose(method.Path, request, timeout);
        using var response = await GuardAsync(
            () => http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, ending.Token), deadline.Token, cancellationToken);
        ThrowUnlessGrpc(response);
        await using var body = await GuardAsync(() => response.Content.ReadAsStreamAsync(ending.Token), deadline.Token, cancellationToken);
        var messages = new MessageStreamReader(PipeReader.Create(body), _limits);
        while (await GuardAsync(() => messages.ReadAsync(method.Responses, ending.Token).AsTask(), deadline.Token, cancellationToken) is { } next)
        {
            yield return next;
        }

        // Where nothing came before it, the status stands in the headers ("Trailers-Only").
        ThrowUnlessOk(response.TrailingHeaders.Contains(GrpcHeaderNames.Status) ? response.TrailingHeaders : response.Headers);
    }

    private static HttpRequestMessage Compose(string path, IMessage request, TimeSpan? timeout)
    {
        var frame = new ArrayBufferWriter<byte>();
        MessageFrameWriter.Write(frame, request);
        var message = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ReadOnlyMemoryContent(frame.WrittenMemory),
        };
        message.Content.Headers.ContentType = new MediaTypeHeaderValue(GrpcHeaderNames.ContentType);
        message.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
        if (timeout is { } wait)
        {
            message.Headers.Add(GrpcHeaderNames.Timeout, GrpcTimeout.Format(wait));
        }

        return message;
    }

    private static async Task<T> GuardAsync<T>(Func<Task<T>> step, CancellationToken deadline, CancellationToken caller)
    {
        try
        {
            return await step();
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !caller.IsCancellationRequested)
        {
            throw new GrpcException(GrpcStatusCode.DeadlineExceeded, "The deadline has passed.");
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException)
        {
            throw new GrpcException(GrpcStatusCode.Unavailable, "The server can't be reached, or the connection broke.", broken);
        }
    }

    private static void ThrowUnlessGrpc(HttpResponseMessage response)
    {
        if (response.StatusCode != HttpStatusCode.OK)
        {
            throw new GrpcException(HttpStatusMapping.ToGrpc(response.StatusCode), $"The server answered HTTP {(int)response.StatusCode}.");
        }

        if (response.Content.Headers.ContentType?.MediaType is not { } media
            || !media.StartsWith(GrpcHeaderNames.ContentType, StringComparison.OrdinalIgnoreCase))
        {
            throw new GrpcException(GrpcStatusCode.Unknown, "The answer is not gRPC.");
        }
    }

    private static void ThrowUnlessOk(HttpResponseHeaders trailers)
    {
        if (!trailers.TryGetValues(GrpcHeaderNames.Status, out var values)
            || !int.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            throw new GrpcException(GrpcStatusCode.Unknown, "The answer ended without a status.");
        }

        var status = Enum.IsDefined((GrpcStatusCode)number) ? (GrpcStatusCode)number : GrpcStatusCode.Unknown;
        if (status != GrpcStatusCode.Ok)
        {
            var detail = trailers.TryGetValues(GrpcHeaderNames.Message, out var texts) ? PercentEncoding.Decode(texts.First()) : "";
            throw new GrpcException(status, detail);
        }
    }
}
