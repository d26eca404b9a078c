namespace MiyagiSensing.Domain.Ports;

/// <summary>Room and message in one step.</summary>
public static class IntakeSubmission
{
    /// <summary>Reserves and submits: for messages that are small and made already.</summary>
    public static ValueTask SubmitAsync(this IIntake intake, IntakeMessage message, CancellationToken cancellationToken)
    {
        var room = intake.ReserveAsync(message.PayloadBytes, cancellationToken);
        if (!room.IsCompletedSuccessfully)
        {
            return SubmitThenAsync(intake, room, message);
        }

        intake.Submit(message);
        return ValueTask.CompletedTask;
    }

    private static async ValueTask SubmitThenAsync(IIntake intake, ValueTask room, IntakeMessage message)
    {
        await room;
        intake.Submit(message);
    }
}
