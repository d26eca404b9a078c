using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace MiyagiSensing.Mqtt.Server;

/// <summary>Wires the server into a host.</summary>
public static class MqttServerServices
{
    /// <summary>
    /// Adds <see cref="MqttConnectionHandler"/> and <see cref="MqttSessions"/>. An <see cref="IMqttApplication"/> and an <see cref="IMeterFactory"/> must be
    /// registered besides; <see cref="TimeProvider"/> defaults to the system's.
    /// </summary>
    public static IServiceCollection AddMqttServer(this IServiceCollection services, Action<MqttServerOptions>? configure = null)
    {
        var options = services.AddOptions<MqttServerOptions>().ValidateDataAnnotations().ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<MqttSessions>();
        services.TryAddSingleton<MqttConnectionHandler>();
        return services;
    }

    /// <summary>Serves MQTT on an endpoint; after UseHttps it is MQTT over TLS.</summary>
    public static ListenOptions UseMqtt(this ListenOptions listen)
    {
        listen.Protocols = HttpProtocols.None;
        listen.UseConnectionHandler<MqttConnectionHandler>();
        return listen;
    }
}
