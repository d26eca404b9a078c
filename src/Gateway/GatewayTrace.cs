using System.Diagnostics;
using System.Reflection;
using MiyagiSensing.Gateway.Sessions;
using MiyagiSensing.Gateway.Topics;

namespace MiyagiSensing.Gateway;

/// <summary>One activity for each PUBLISH, where somebody listens.</summary>
internal static class GatewayTrace
{
    /// <summary>Name of the activity source.</summary>
    public const string SourceName = "MiyagiSensing.Gateway";

    private static readonly ActivitySource Source = new(SourceName, Assembly.GetExecutingAssembly().GetName().Version?.ToString());

    /// <summary>False: no message is traced, and nothing needs to be prepared for it.</summary>
    public static bool HasListeners => Source.HasListeners();

    /// <summary>Begins the activity; null when this message is not sampled.</summary>
    public static Activity? Start(TopicKind kind, DeviceSession session, long payloadBytes)
    {
        var activity = Source.StartActivity(NameOf(kind), ActivityKind.Consumer);
        activity?.SetTag("messaging.system", "mqtt");
        activity?.SetTag("messaging.client.id", session.Device);
        activity?.SetTag("messaging.message.body.size", payloadBytes);
        return activity;
    }

    private static string NameOf(TopicKind kind) => kind switch
    {
        TopicKind.Telemetry => "publish telemetry",
        TopicKind.Event => "publish event",
        TopicKind.Status => "publish status",
        TopicKind.CommandAck => "publish command/ack",
        _ => throw new UnreachableException(),
    };
}
