using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MiyagiSensing.Domain.Ports;
using MiyagiSensing.EventStore.Seals;

namespace MiyagiSensing.EventStore;

/// <summary>Registers the event store; needs an <see cref="Npgsql.NpgsqlDataSource"/> and a <see cref="TimeProvider"/>.</summary>
public static class EventStoreServices
{
    /// <summary>Adds <see cref="IEventStore"/> and <see cref="IEventFeed"/>, and what keeps the feed informed of other processes.</summary>
    public static IServiceCollection AddEventStore(this IServiceCollection services)
    {
        services.AddSingleton<EventFeed>();
        services.AddSingleton<IEventFeed>(provider => provider.GetRequiredService<EventFeed>());
        services.AddSingleton<IEventStore, PostgresEventStore>();
        services.AddSingleton<IHostedService, NotificationRunner>();
        services.AddSingleton<SealChain>();
        return services;
    }

    /// <summary>Adds <see cref="IJournal"/> and what seals the events: only where readings are taken in.</summary>
    public static IServiceCollection AddJournal(this IServiceCollection services)
    {
        services.AddSingleton<IJournal, PostgresJournal>();
        services.AddSingleton<IHostedService, SealRunner>();
        return services;
    }
}
